package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who log in from one address keep those who share it from being locked out. */
class LoginsTest {
  private static final String ADDRESS = "203.0.113.7";
  private static final int ENOUGH = 8;

  @TempDir Path directory;
  private Path decisions;
  private TomcatSite site;

  @BeforeEach
  void start() throws Exception {
    decisions = Files.writeString(directory.resolve("decisions.csv"), "value,type,reason\n");
    site = new TomcatSite(directory, "");
    site.context().addServletContainerInitializer(new GatehouseInitializer(any -> false), null);
    site.context().addParameter("gatehouse.decisions-file", decisions.toString());
    site.context().addParameter("gatehouse.trusted-proxies", "loopback");
    site.then("security", new Security()).servlet("/hello/*", new Hello()).start();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_framework_that_wraps_the_request_tells_who_has_logged_in() throws Exception {
    for (int person = 0; person < ENOUGH; person++) {
      assertThat(visit("person" + person)).isEmpty();
    }

    ban();

    await().untilAsserted(() -> assertThat(visit("")).contains("challenge"));
  }

  @Test
  void one_person_who_comes_often_is_one_person() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      visit("person");
    }

    ban();

    await().untilAsserted(() -> assertThat(visit("")).contains("ban"));
  }

  private void ban() throws IOException {
    Files.writeString(
        decisions, "value,type,reason\n" + ADDRESS + ",ban,crowdsecurity/http-crawl-non_statics\n");
  }

  private Optional<String> visit(String person) throws Exception {
    return Client.browse(site.at("/hello"), "X-Forwarded-For", ADDRESS, "X-Person", person)
        .headers()
        .firstValue("X-Gatehouse-Action");
  }

  /**
   * Authenticates, and lets those behind it know by wrapping the request, as Spring Security does.
   */
  private static final class Security extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String person = request.getHeader("X-Person");
      chain.doFilter(
          person == null || person.isEmpty()
              ? request
              : new HttpServletRequestWrapper(request) {
                @Override
                public Principal getUserPrincipal() {
                  return () -> person;
                }
              },
          response);
    }
  }
}
