package io.gatehouse.detector.helper;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a small XML document. Names are without their prefix; the text is what stands
 * before the first child. No document may bring a DTD.
 */
record XmlElement(
    String name,
    @Nullable XmlElement parent,
    Map<String, String> attributes,
    List<XmlElement> children,
    StringBuilder text) {
  private static final int MAX_DEPTH = 200;
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static XmlElement of(String name, @Nullable XmlElement parent) {
    return new XmlElement(
        name, parent, new LinkedHashMap<>(), new ArrayList<>(), new StringBuilder());
  }

  /** The document, as an element without a name around its root; null if it is none. */
  static @Nullable XmlElement parse(String text) {
    int start = text.indexOf('<');
    if (start < 0) {
      return null;
    }
    try {
      XMLStreamReader reader =
          FACTORY.createXMLStreamReader(new StringReader(text.substring(start)));
      XmlElement document = of("", null);
      read(reader, document);
      return document;
    } catch (XMLStreamException | RuntimeException e) {
      return null; // StAX throws both on text that is not XML
    }
  }

  private static void read(XMLStreamReader reader, XmlElement document) throws XMLStreamException {
    Deque<XmlElement> open = new ArrayDeque<>(List.of(document));
    while (reader.hasNext()) {
      int event = reader.next();
      XmlElement current = open.getLast();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open.addLast(current.child(reader));
        if (open.size() > MAX_DEPTH) {
          throw new XMLStreamException("nested deeper than " + MAX_DEPTH + " levels");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.removeLast();
        if (open.size() == 1) {
          return; // what follows the root says nothing
        }
      } else if (event == XMLStreamConstants.CHARACTERS && current.children.isEmpty()) {
        current.text.append(reader.getText());
      }
    }
  }

  private XmlElement child(XMLStreamReader reader) {
    XmlElement child = of(reader.getLocalName(), this);
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      child.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    children.add(child);
    return child;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "<" + name + ">";
  }
}
