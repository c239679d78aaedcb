package io.gatehouse.lapi.storage;

/** How a machine or bouncer proves who it is. */
public enum AuthType {
  /** A bouncer's key. */
  API_KEY("api-key"),
  /** A machine's password. */
  PASSWORD("password"),
  /** A client certificate. */
  TLS("tls");

  private final String word;

  AuthType(String word) {
    this.word = word;
  }

  /** As cscli shows it. */
  public String word() {
    return word;
  }

  static AuthType of(String word) {
    for (AuthType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no kind of authentication");
  }
}
