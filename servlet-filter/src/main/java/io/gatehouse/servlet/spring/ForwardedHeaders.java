package io.gatehouse.servlet.spring;

import java.util.Optional;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;

/**
 * Whether the container believes what anybody writes into {@code X-Forwarded-For}. Spring Boot's
 * native strategy, which is the default on a cloud platform, is safe with Tomcat's valve alone:
 * Jetty and Undertow take the leftmost entry, below this filter, where it cannot be undone.
 */
final class ForwardedHeaders {
  private static final String STRATEGY = "server.forward-headers-strategy";

  private ForwardedHeaders() {}

  /** What the operator has to be told; empty where all is well. */
  static Optional<String> warning(Environment environment, boolean onTomcat) {
    return isNative(environment) && !onTomcat
        ? Optional.of(
            STRATEGY
                + " is native: this container takes the client's address from the leftmost entry of"
                + " X-Forwarded-For, which a client writes itself to evade a ban or have another"
                + " banned; set it to none, and name the proxies in gatehouse.trusted-proxies")
        : Optional.empty();
  }

  private static boolean isNative(Environment environment) {
    String set = environment.getProperty(STRATEGY);
    if (set != null) {
      return set.equalsIgnoreCase("native");
    }
    CloudPlatform platform = CloudPlatform.getActive(environment);
    return platform != null && platform.isUsingForwardHeaders();
  }
}
