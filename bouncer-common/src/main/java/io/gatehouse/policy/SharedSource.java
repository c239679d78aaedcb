package io.gatehouse.policy;

/** Who says that an address is shared by many: somebody in a position to know. */
public enum SharedSource {
  /** The operator's own list: office egress, a school, a partner's NAT. */
  OPERATOR("the operator's list of shared networks"),
  /** A list published by who runs the egress: a relay service, a geofeed (RFC 8805, RFC 9632). */
  PUBLISHED("a published list of egress addresses"),
  /** The address's AS is that of a mobile network. */
  MOBILE_AS("a list of mobile networks"),
  /** A commercial database calls the connection cellular, or counts its users. */
  CELLULAR("a database of connection types");

  private final String words;

  SharedSource(String words) {
    this.words = words;
  }

  /** For people: what it is. */
  @Override
  public String toString() {
    return words;
  }
}
