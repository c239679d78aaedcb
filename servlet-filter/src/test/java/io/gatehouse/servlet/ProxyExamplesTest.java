package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation shows of proxies is what {@link BehindProxiesIT} runs. */
class ProxyExamplesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..");
  private static final Pattern SHOWN =
      Pattern.compile("```(?:nginx|haproxy)\n(.*?)```", Pattern.DOTALL);

  @Test
  void each_line_that_is_shown_stands_in_an_example() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/servlet-filter.md"));
    List<String> shown =
        SHOWN
            .matcher(text)
            .results()
            .map((MatchResult block) -> block.group(1))
            .flatMap(String::lines)
            .toList();

    assertThat(shown).isNotEmpty().isSubsetOf(exampleLines());
  }

  private static List<String> exampleLines() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples/behind-a-proxy"))) {
      return files.flatMap(ProxyExamplesTest::lines).map(String::strip).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readString(file).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
