package io.gatehouse.lapi;

/** Decisions as LAPI writes them, for tests. */
final class Wire {
  static final String BAN =
      """
      {"duration":"4h0m0s","id":1,"origin":"crowdsec","scenario":"crowdsecurity/ssh-bf",\
      "scope":"Ip","type":"ban","uuid":"5f158e4e-ea77-4ca2-b1c2-e144b20169a7","value":"192.0.2.1"}\
      """;

  private Wire() {}

  static String ban(long id, String value) {
    return BAN.replace("\"id\":1", "\"id\":" + id).replace("192.0.2.1", value);
  }

  static String with(String field, String jsonValue) {
    return BAN.replaceFirst(
        "\"" + field + "\":(\"[^\"]*\"|\\d+)", "\"" + field + "\":" + jsonValue);
  }

  static String stream(String newRows, String deletedRows) {
    return "{\"new\": [" + newRows + "], \"deleted\": [" + deletedRows + "]}";
  }
}
