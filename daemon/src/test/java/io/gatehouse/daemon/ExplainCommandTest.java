package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
  private static final String LINE =
      "Oct  1 01:02:03 h sshd[7]: Failed password for root from 192.0.2.7 port 7 ssh2";

  @TempDir private Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeEach
  void write_a_configuration() throws IOException {
    String text = "config_paths: {config_dir: %s, data_dir: %s}\n".formatted(dir, dir);
    config = Files.writeString(dir.resolve("config.yaml"), text);
  }

  private int explain(InputStream in, String... arguments) {
    Gatehouse root = new Gatehouse();
    CommandLine program = new CommandLine(root);
    program.addSubcommand("explain", new CommandLine(new ExplainCommand(root, Map.of(), in)));
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> words = new ArrayList<>(List.of("-c", config.toString(), "explain"));
    words.addAll(List.of("--type", "syslog", "--collection", "gatehouse/ssh"));
    words.addAll(List.of(arguments));
    return Failures.handleIn(program).execute(words.toArray(String[]::new));
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void a_dash_is_standard_input_to_its_last_line_with_or_without_an_end() {
    assertThat(explain(input(LINE + "\r\n\nnobody knows this"), "-f", "-")).isZero();

    assertThat(out.toString().lines().filter(line -> line.startsWith("line: ")))
        .containsExactly("line: " + LINE, "line: nobody knows this");
    assertThat(out.toString()).containsOnlyOnce("ok   gatehouse/sshd-logs");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_line_of_standard_input_that_is_too_long_is_told_of() {
    assertThat(explain(input("x".repeat(1 << 21) + "\n" + LINE), "-f", "-")).isZero();

    assertThat(err).hasToString("explain: 1 lines were too long and have lost their end\n");
  }

  @Test
  void a_broken_standard_input_fails_in_one_line() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the pipe is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThat(explain(broken, "-f", "-")).isOne();
    assertThat(err).hasToString("explain: standard input cannot be read: the pipe is gone\n");
  }

  @Test
  void a_file_is_read_as_before() throws Exception {
    Path log = Files.writeString(dir.resolve("auth.log"), LINE + "\n");

    assertThat(explain(input(""), "-f", log.toString())).isZero();
    assertThat(out.toString()).contains("ok   gatehouse/ssh-bf");
  }
}
