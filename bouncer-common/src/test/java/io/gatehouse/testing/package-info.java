/**
 * What tests of several modules share: programs that run in network namespaces of their own, and
 * packets between them. Doors: {@link TwoNamespaces} and {@link TestHost}. Knows no class of the
 * product.
 */
@NullMarked
package io.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
