package io.gatehouse.alert;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An alert's source while its fields come in. */
final class SourceDraft {
  private final GoJson json;
  private @Nullable String scope;
  private @Nullable String value;
  private @Nullable String ip;
  private @Nullable String range;
  private @Nullable String asNumber;
  private @Nullable String asName;
  private @Nullable String country;
  private @Nullable Float latitude;
  private @Nullable Float longitude;

  SourceDraft(GoJson json) {
    this.json = json;
  }

  void take(String field) throws IOException, AlertException {
    switch (field) {
      case "scope" -> scope = json.text();
      case "value" -> value = json.text();
      case "ip" -> ip = json.text();
      case "range" -> range = json.text();
      case "as_number" -> asNumber = json.text();
      case "as_name" -> asName = json.text();
      case "cn" -> country = json.text();
      case "latitude" -> latitude = json.float32();
      case "longitude" -> longitude = json.float32();
      default -> {}
    }
  }

  String missing(String prefix) {
    return new Missing(prefix).require("scope", scope).require("value", value).text();
  }

  AlertSource build() {
    return new AlertSource(
        orEmpty(scope),
        orEmpty(value),
        orEmpty(ip),
        orEmpty(range),
        orEmpty(asNumber),
        orEmpty(asName),
        orEmpty(country),
        latitude,
        longitude);
  }

  private static String orEmpty(@Nullable String text) {
    return requireNonNullElse(text, "");
  }
}
