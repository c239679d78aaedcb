package io.gatehouse.detector.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code .index.json}: kinds, in them names, in them what is known of an item
 * (crowdsec:pkg/cwhub/hub.go). The items' texts, which are in it as well, are passed over: what
 * counts is the file.
 */
final class HubIndex {
  static final String FILE = ".index.json";

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final List<HubItem> items = new ArrayList<>();

  private HubIndex(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads all items that a detector has use for.
   *
   * @throws IOException with line and reason, if it is no index
   */
  static List<HubItem> read(byte[] bytes) throws IOException {
    try (JsonParser json = JSON.createParser(bytes)) {
      HubIndex index = new HubIndex(json);
      json.nextToken();
      index.object(index::kind);
      return index.items;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new IOException("line " + line + ": " + e.getOriginalMessage());
    }
  }

  private interface Field {
    void read(String name) throws IOException;
  }

  /** Calls for each field of the object that begins here; the field leaves its last token. */
  private void object(Field field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object is expected");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name);
    }
  }

  private void kind(String folder) throws IOException {
    Optional<ItemKind> kind = ItemKind.ofFolder(folder);
    if (kind.isEmpty()) {
      json.skipChildren();
      return;
    }
    object(name -> items.add(item(kind.get(), name)));
  }

  /** The texts of an item while it is read. */
  private static final class Draft {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> digests = new LinkedHashMap<>();
    private final Map<ItemKind, List<String>> members = new EnumMap<>(ItemKind.class);

    String text(String key) {
      return texts.getOrDefault(key, "");
    }
  }

  private HubItem item(ItemKind kind, String name) throws IOException {
    Draft draft = new Draft();
    object(field -> field(draft, field));
    String path = draft.text("path");
    if (!HubFiles.inside(path)) {
      throw wrong(kind + " '" + name + "' has the path '" + path + "'; one inside is expected");
    }
    if (kind.staged() && draft.text("stage").isEmpty()) {
      throw wrong(kind + " '" + name + "' has no stage");
    }
    return new HubItem(
        kind,
        name,
        path,
        draft.text("stage"),
        draft.text("description"),
        draft.text("version"),
        Map.copyOf(draft.digests),
        Map.copyOf(draft.members));
  }

  private void field(Draft draft, String name) throws IOException {
    Optional<ItemKind> members = ItemKind.ofFolder(name);
    if (name.equals("versions")) {
      object(version -> object(field -> version(draft, version, field)));
    } else if (members.isPresent()) {
      draft.members.put(members.get(), texts());
    } else if (json.currentToken() == JsonToken.VALUE_STRING && !name.equals("content")) {
      draft.texts.put(name, json.getText());
    } else {
      json.skipChildren();
    }
  }

  private void version(Draft draft, String version, String field) throws IOException {
    if (field.equals("digest")) {
      draft.digests.put(json.getText(), version);
    } else {
      json.skipChildren();
    }
  }

  private List<String> texts() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("a list of names is expected");
    }
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
    return List.copyOf(texts);
  }

  private IOException wrong(String message) {
    return new IOException("line " + json.currentLocation().getLineNr() + ": " + message);
  }
}
