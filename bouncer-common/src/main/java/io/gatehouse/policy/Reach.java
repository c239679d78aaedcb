package io.gatehouse.policy;

/** How many a decision is about, as far as the policy tells them apart. */
public enum Reach {
  /** One subscriber: an IPv4 address, an IPv6 prefix of 64 bits or more. */
  ADDRESS,
  /** A range of some. */
  RANGE,
  /** A range so wide that no packet is dropped for it unless a person says so. */
  WIDE,
  /** Not addresses at all: a country, a system, a user name. */
  NAMED
}
