package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.Function;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Helpers on XML. A rule asks for many parts of one line in a row, so that the last document is
 * kept, parsed.
 */
final class XmlHelpers {
  private static final int MAX_PATHS = 1000;

  /** A text and what it was parsed to. */
  private record Document(String text, @Nullable XmlElement root) {}

  private final ThreadLocal<Document> last = ThreadLocal.withInitial(() -> new Document("", null));
  private final ConcurrentHashMap<String, XmlPath> paths = new ConcurrentHashMap<>();

  private XmlHelpers() {}

  static List<Function> all() {
    XmlHelpers helpers = new XmlHelpers();
    return List.of(
        Function.text2("XMLGetNodeValue", helpers::nodeText),
        Function.of(
            "XMLGetAttributeValue",
            STRING,
            List.of(STRING, STRING, STRING),
            (e, a) -> helpers.attribute(text(a, 0), text(a, 1), text(a, 2))));
  }

  private String nodeText(String xml, String path) {
    XmlElement element = element(xml, path);
    return element == null ? "" : element.text().toString();
  }

  private String attribute(String xml, String path, String name) {
    XmlElement element = element(xml, path);
    return element == null ? "" : element.attributes().getOrDefault(name, "");
  }

  private @Nullable XmlElement element(String xml, String path) {
    Document document = last.get();
    if (!document.text().equals(xml)) {
      document = new Document(xml, XmlElement.parse(xml));
      last.set(document);
    }
    if (paths.size() > MAX_PATHS) {
      paths.clear();
    }
    return document.root() == null
        ? null
        : paths.computeIfAbsent(path, XmlPath::new).first(document.root());
  }
}
