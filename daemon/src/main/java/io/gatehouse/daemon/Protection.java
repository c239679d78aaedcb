package io.gatehouse.daemon;

import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.watch.FirewallGauges;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.decision.Decision;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What protects, from decisions to the firewall, as the rest of the daemon sees it. Made without
 * touching anything; {@link #start} begins. The questions may be asked from any thread.
 */
interface Protection extends AutoCloseable {

  /**
   * Begins and returns, with threads of its own at work.
   *
   * @param begun is told once, on any thread: null when the first decisions are in, or at once
   *     where a failure to get them is tried again; else why there will be none
   * @throws EnforcementException if the firewall refuses
   */
  void start(Consumer<@Nullable Throwable> begun) throws EnforcementException;

  /** The numbers of a scrape. */
  FirewallGauges gauges();

  /** Whether it does its work. */
  Health health();

  /** One line on what it does, for the service manager. */
  String summary();

  /** What {@code firewall status} shows, by name. */
  Map<String, String> status();

  /** Takes everything of ours out of the firewall, until the next start. */
  ControlAnswer release();

  /** Believes the pull that would remove most of what is in force. */
  ControlAnswer confirmReconcile();

  /** What each enforcement point would do about an address, and why. */
  ControlAnswer explain(IpAddress address);

  /** The decisions about an address that have not ended. */
  List<Decision> decisions(IpAddress address);

  /** Ends its threads and leaves in force what is. */
  @Override
  void close();
}
