package io.gatehouse.servlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Applications behind the filter as a program, to be run in the network of a proxy: Tomcat where
 * {@code examples/behind-a-proxy} has it, one that reads the standard header, and Jetty.
 */
final class GuardedApplications {
  static final int TOMCAT = 8080;
  static final int BY_FORWARDED = 8082;
  static final int JETTY_BY_PROXY_PROTOCOL = 8083;

  private GuardedApplications() {}

  /** A directory, and the file of decisions. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Map<String, String> direct = Map.of("gatehouse.decisions-file", args[1]);
    Map<String, String> proxied = with(direct, "gatehouse.trusted-proxies", "loopback");

    serve(tomcat(directory, TOMCAT), proxied);
    serve(
        tomcat(directory, BY_FORWARDED), with(proxied, "gatehouse.client-ip.source", "forwarded"));
    serve(JettySite.byProxyProtocol().port(JETTY_BY_PROXY_PROTOCOL), direct);
  }

  private static TomcatSite tomcat(Path directory, int port) throws IOException {
    Path own = Files.createDirectory(directory.resolve("tomcat-" + port));
    return new TomcatSite(own, "").port(port);
  }

  private static void serve(Site site, Map<String, String> settings) throws Exception {
    site.filter(settings).servlet("/shop/*", new Hello()).start();
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String text) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(name, text);
    return all;
  }
}
