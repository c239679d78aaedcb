package io.gatehouse.servlet;

import java.nio.file.Path;

class JettyUploadTest extends AppSecUploadTest {
  @Override
  Site site(Path workDirectory) {
    return new JettySite();
  }
}
