package io.gatehouse.daemon.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the service manager how the process is doing, by systemd's protocol (sd_notify(3)): a
 * datagram to the socket that {@code NOTIFY_SOCKET} names. Without that variable, and on every
 * failure, it does nothing: protection does not depend on who watches it.
 */
public final class ServiceNotifier implements AutoCloseable {
  private final Optional<NotifySocket> socket;
  private final Optional<Duration> watchdogInterval;

  private ServiceNotifier(Optional<NotifySocket> socket, Optional<Duration> watchdogInterval) {
    this.socket = socket;
    this.watchdogInterval = watchdogInterval;
  }

  /** The notifier of this process's environment. */
  public static ServiceNotifier of(Map<String, String> environment) {
    Optional<NotifySocket> socket =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).flatMap(NotifySocket::tryOpen);
    return new ServiceNotifier(socket, watchdog(environment).filter(w -> socket.isPresent()));
  }

  /** Half of what the manager allows, as sd_watchdog_enabled(3) advises. */
  private static Optional<Duration> watchdog(Map<String, String> environment) {
    String pid = environment.get("WATCHDOG_PID");
    if (pid != null && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return Optional.empty();
    }
    return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::parseLong)
        .filter(micros -> micros > 1)
        .map(micros -> Duration.ofNanos(micros * 500));
  }

  /** Whether somebody listens. */
  public boolean isWatched() {
    return socket.isPresent();
  }

  /** How often {@link #alive} is to be called; absent where nobody waits for it. */
  public Optional<Duration> watchdogInterval() {
    return watchdogInterval;
  }

  /** Start-up is over, and this is how it stands. */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + oneLine(status));
  }

  /** How it stands, in a line that {@code systemctl status} shows. */
  public void status(String status) {
    send("STATUS=" + oneLine(status));
  }

  /** Still there. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /** It will end now, and this is how it leaves things. */
  public void stopping(String status) {
    send("STOPPING=1\nSTATUS=" + oneLine(status));
  }

  private void send(String state) {
    socket.ifPresent(to -> to.send(state));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  @Override
  public void close() {
    socket.ifPresent(NotifySocket::close);
  }
}
