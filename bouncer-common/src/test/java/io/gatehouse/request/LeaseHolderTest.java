package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.ManualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseHolderTest {
  private static final String LINE =
      "{\"layer\":\"servlet\",\"instance\":\"pid-1\",\"ports\":[80,443],\"ttl\":\"10s\"}";

  @TempDir Path directory;
  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");

  @Test
  void holds_the_lease_and_renews_it_before_it_ends() throws IOException {
    try (ServerSocketChannel server = listen();
        LeaseHolder holder = holder();
        BufferedReader lines = accepted(server, holder)) {
      assertThat(lines.readLine()).isEqualTo(LINE);
      await().until(holder::isHeld);

      assertThat(time.passWait().toSeconds()).isLessThan(10);

      assertThat(lines.readLine()).isEqualTo(LINE);
    }
  }

  @Test
  void works_without_a_firewall_bouncer_and_finds_one_that_comes() throws IOException {
    try (LeaseHolder holder = holder()) {
      holder.start();
      time.awaitWaiter();
      assertThat(holder.isHeld()).isFalse();

      try (ServerSocketChannel server = listen()) {
        time.passWait();
        assertThat(reader(server.accept()).readLine()).isEqualTo(LINE);
      }
    }
  }

  @Test
  void a_firewall_bouncer_that_goes_takes_the_lease_with_it() throws IOException {
    try (ServerSocketChannel server = listen();
        LeaseHolder holder = holder();
        BufferedReader lines = accepted(server, holder)) {
      assertThat(lines.readLine()).isEqualTo(LINE);
      await().until(holder::isHeld);
    }
    // closed: the connection has ended, and so has the holder
    try (LeaseHolder other = holder()) {
      other.start();
      time.awaitWaiter();
      assertThat(other.isHeld()).isFalse();
    }
  }

  @Test
  void a_name_cannot_break_the_line() {
    assertThat(LeaseHolder.line("servlet", "a\"},{\n", Set.of(80)))
        .isEqualTo(
            "{\"layer\":\"servlet\",\"instance\":\"a_____\",\"ports\":[80],\"ttl\":\"10s\"}\n");
  }

  private LeaseHolder holder() {
    return new LeaseHolder(socket(), "servlet", "pid-1", Set.of(443, 80), time);
  }

  private Path socket() {
    return directory.resolve("lease.sock");
  }

  private ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()));
  }

  private static BufferedReader accepted(ServerSocketChannel server, LeaseHolder holder)
      throws IOException {
    holder.start();
    return reader(server.accept());
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }
}
