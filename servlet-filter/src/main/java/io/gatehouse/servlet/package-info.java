/**
 * The bouncer in a Java web application. The door is {@link io.gatehouse.servlet.GatehouseFilter},
 * which is one filter in front of everything; {@link io.gatehouse.servlet.Gatehouse} is what it
 * decides with, for who wires it by hand. Thin: what is decided, and what a visitor is asked, is
 * elsewhere and knows no servlet type.
 */
@NullMarked
package io.gatehouse.servlet;

import org.jspecify.annotations.NullMarked;
