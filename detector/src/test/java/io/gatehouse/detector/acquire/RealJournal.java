package io.gatehouse.detector.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A journal of systemd's own making: entries in its export format, taken in by {@code
 * systemd-journal-remote}.
 */
final class RealJournal {
  private static final String WRITER = "/lib/systemd/systemd-journal-remote";
  private static final String MACHINE = "0123456789abcdef0123456789abcdef";

  private final Path directory;
  private long monotonic = 1_000_000;

  /** In a directory of its own. The test is skipped where systemd's programs are missing. */
  RealJournal(Path directory) {
    assumeTrue(Files.isExecutable(Path.of(WRITER)), "systemd-journal-remote is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/journalctl")), "journalctl is not installed");
    this.directory = directory;
  }

  /** What reads it. */
  AcquireSettings settings() {
    return AcquireSettings.forReplay()
        .withJournalctl(List.of("journalctl", "--directory=" + directory));
  }

  /** Adds a message of sshd's. */
  void add(String message) throws Exception {
    add(message.getBytes(UTF_8));
  }

  /** Adds a message of any bytes. */
  void add(byte[] message) throws Exception {
    Path export = Files.write(directory.resolve("entry.export"), entry(message));
    Process process =
        new ProcessBuilder(WRITER, "--output=" + directory.resolve("a.journal"), export.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** systemd:docs/JOURNAL_EXPORT_FORMATS.md */
  private byte[] entry(byte[] message) throws IOException {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    Instant now = Instant.now();
    monotonic++;
    long realtime = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    String fields =
        """
        __REALTIME_TIMESTAMP=%d
        __MONOTONIC_TIMESTAMP=%d
        _BOOT_ID=%s
        _MACHINE_ID=%s
        _HOSTNAME=h
        SYSLOG_IDENTIFIER=sshd
        _PID=7
        _SYSTEMD_UNIT=ssh.service
        MESSAGE
        """
            .formatted(realtime, monotonic, MACHINE, MACHINE);
    entry.write(fields.getBytes(UTF_8));
    entry.write(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(message.length).array());
    entry.write(message);
    entry.write("\n\n".getBytes(UTF_8));
    return entry.toByteArray();
  }
}
