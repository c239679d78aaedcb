package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.detector.acquire.Generations.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
  @TempDir Path directory;
  private Path log;
  private Generations generations;

  @BeforeEach
  void write() throws IOException {
    log = Files.writeString(directory.resolve("app.log"), "a line\n");
    Files.writeString(directory.resolve("app.log.1"), "an older one\n");
    generations = new Generations(log);
  }

  @Test
  void a_copy_that_was_made_after_the_listing_wants_another_look() throws IOException {
    Look look = generations.look(Instant.now());

    Files.move(directory.resolve("app.log.1"), directory.resolve("app.log.2"));
    Files.copy(log, directory.resolve("app.log.1"));

    assertThatThrownBy(() -> generations.requireUnchanged(look))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void what_is_written_or_belongs_to_another_log_does_not() throws IOException {
    Look look = generations.look(Instant.now());

    Files.writeString(log, "more\n");
    Files.writeString(directory.resolve("other.log.1"), "another log's\n");

    assertThatCode(() -> generations.requireUnchanged(look)).doesNotThrowAnyException();
  }
}
