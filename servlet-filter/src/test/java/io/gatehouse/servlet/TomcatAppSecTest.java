package io.gatehouse.servlet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class TomcatAppSecTest extends AppSecFilterTest {
  @Override
  Site site(Path workDirectory) {
    return new TomcatSite(workDirectory, "");
  }

  /** Tomcat leaves out what it cannot decode, where Jetty refuses the request. */
  @Override
  List<String> forms() {
    return Stream.concat(super.forms().stream(), Stream.of("=1&b=%zz&c=%C3&d=%", "%=1&&a=b&"))
        .toList();
  }
}
