package io.gatehouse.lapi.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiConfig.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineCredentialsTest {
  @TempDir Path directory;

  @Test
  void reads_what_cscli_writes() throws Exception {
    MachineCredentials read =
        read("url: http://127.0.0.1:8080/\nlogin: web01\npassword: s3cret\npapi_url: https://x/\n");

    assertThat(read)
        .isEqualTo(MachineCredentials.of("http://127.0.0.1:8080/", "web01", Secret.of("s3cret")));
    assertThat(read.toString()).doesNotContain("s3cret");
  }

  @Test
  void the_local_file_comes_before_the_base() throws Exception {
    Files.writeString(directory.resolve("credentials.yaml.local"), "url: /run/lapi.sock\n");

    assertThat(read("url: http://a/\nlogin: l\npassword: p\n").url()).isEqualTo("/run/lapi.sock");
  }

  @Test
  void variables_are_replaced() throws Exception {
    assertThat(read("url: http://a/\nlogin: l\npassword: ${PASS}\n").password().reveal())
        .isEqualTo("from outside");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "login: l;password: p                           | 'url' is missing",
        "url: here;login: l;password: p                 | credentials.yaml:1: 'url' is",
        "url: http://a/;login: l                        | 'login' and 'password' go together",
        "url: http://a/                                 | 'login' and 'password' go together",
        "url: https://a/;login: l;password: p;cert_path: c;key_path: k | exclude each other",
        "url: https://a/;cert_path: c                   | go together",
        "url: /a;login: l;password: p;ca_cert_path: c   | a Unix socket has no TLS",
        "url: http://a/;logn: l;password: p             | 'logn' is unknown; did you mean",
      })
  void what_cannot_be_is_refused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace(";", "\n")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void what_is_written_is_private_and_read_again() throws Exception {
    Path file = directory.resolve("written.yaml");
    Files.writeString(file, "an old one that all may read");
    MachineCredentials written =
        MachineCredentials.of("http://127.0.0.1:8080/", "a: \"b\"", Secret.of("p'\\#x"));

    written.write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(MachineCredentials.read(file, Map.of(), Verification.FULL)).isEqualTo(written);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    assertThatThrownBy(
            () ->
                MachineCredentials.of("http://a/", "l", Secret.of("p"))
                    .write(directory.resolve("no/file.yaml")))
        .isInstanceOf(IOException.class);
  }

  private MachineCredentials read(String yaml) throws IOException, ConfigException {
    Path file = directory.resolve("credentials.yaml");
    Files.writeString(file, yaml);
    return MachineCredentials.read(file, Map.of("PASS", "from outside"), Verification.FULL);
  }
}
