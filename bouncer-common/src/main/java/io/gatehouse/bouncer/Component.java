package io.gatehouse.bouncer;

/**
 * What a bouncer calls itself.
 *
 * @param name such as {@code servlet}: the layer of a lease, and the type that LAPI shows with
 *     {@code gatehouse-} before it
 * @param version without a leading v
 */
public record Component(String name, String version) {}
