package io.gatehouse.servlet;

import java.nio.file.Path;

class JettyAppSecTest extends AppSecFilterTest {
  @Override
  Site site(Path workDirectory) {
    return new JettySite();
  }
}
