/**
 * The show of {@code gatehouse demo}: {@link io.gatehouse.daemon.demo.Demo} tells the story with a
 * network, a web server and visitors of its own. What protects the server is given to it as a
 * {@link io.gatehouse.daemon.demo.Defence}.
 */
@NullMarked
package io.gatehouse.daemon.demo;

import org.jspecify.annotations.NullMarked;
