/**
 * Auto-configuration for Spring Boot 3.5 and 4: the filter, its meters and its health, from
 * properties {@code gatehouse.*}. Refers to no class of Spring Boot that moved between the two but
 * in a configuration of its own.
 */
@NullMarked
package io.gatehouse.servlet.spring;

import org.jspecify.annotations.NullMarked;
