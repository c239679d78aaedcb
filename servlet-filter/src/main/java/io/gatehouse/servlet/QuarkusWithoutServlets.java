package io.gatehouse.servlet;

import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a Quarkus application that has this jar and no servlet container, in which nobody would
 * ever make a filter. It brings no settings: being asked for some is the one thing that happens to
 * a library in every such application at start.
 */
public final class QuarkusWithoutServlets implements ConfigSourceProvider {
  private static final Logger log = LoggerFactory.getLogger(QuarkusWithoutServlets.class);

  /** For MicroProfile Config. */
  public QuarkusWithoutServlets() {}

  @Override
  public Iterable<ConfigSource> getConfigSources(ClassLoader application) {
    if (QuarkusCheck.lacksServlets(application)) {
      log.warn(
          "Quarkus has no servlet container here: NOTHING is protected; add quarkus-undertow, or put"
              + " a proxy that asks `gatehouse forward-auth` in front");
    }
    return List.of();
  }
}
