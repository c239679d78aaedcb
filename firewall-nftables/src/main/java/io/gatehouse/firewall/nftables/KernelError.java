package io.gatehouse.firewall.nftables;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The kernel's refusal of one message.
 *
 * @param sequence of the message
 * @param errno positive
 * @param offset bytes from the message's start to the attribute that it refused, where it tells
 * @param text its own words, where it has any
 */
record KernelError(int sequence, int errno, OptionalInt offset, Optional<String> text) {}
