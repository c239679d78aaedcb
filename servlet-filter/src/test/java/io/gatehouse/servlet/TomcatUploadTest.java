package io.gatehouse.servlet;

import java.nio.file.Path;

class TomcatUploadTest extends AppSecUploadTest {
  @Override
  Site site(Path workDirectory) {
    return new TomcatSite(workDirectory, "");
  }
}
