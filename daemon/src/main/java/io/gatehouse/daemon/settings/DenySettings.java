package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.util.Locale;

/**
 * What happens to a packet of a banned address.
 *
 * @param action drop it, or refuse it audibly
 * @param log whether each is logged by the kernel
 * @param logPrefix what such a line begins with
 */
public record DenySettings(Action action, boolean log, String logPrefix) {

  /** What is done with the packet. */
  public enum Action {
    DROP,
    REJECT
  }

  static DenySettings read(ConfigSection root) {
    return new DenySettings(
        root.value("deny_action", Action.DROP, DenySettings::action),
        root.flag("deny_log", false),
        root.value("deny_log_prefix", "crowdsec drop: ", DenySettings::prefix));
  }

  /** NF_LOG_PREFIXLEN of linux/netfilter/nf_log.h, without its NUL. */
  private static String prefix(String text) {
    if (!text.matches("[ -~]{0,127}")) {
      throw new IllegalArgumentException("use at most 127 printable ASCII characters");
    }
    return text;
  }

  private static Action action(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "DROP" -> Action.DROP;
      case "REJECT" -> Action.REJECT;
      case "TARPIT", "LOG" ->
          throw new IllegalArgumentException("only iptables has it; write DROP or REJECT");
      default -> throw new IllegalArgumentException("write DROP or REJECT");
    };
  }
}
