package io.gatehouse.servlet;

import java.nio.file.Path;

class TomcatAppSecTest extends AppSecFilterTest {
  @Override
  Site site(Path workDirectory) {
    return new TomcatSite(workDirectory, "");
  }
}
