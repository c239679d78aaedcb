package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.GuardSettings;
import io.gatehouse.daemon.settings.NftablesSettings;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.GuardSources;
import io.gatehouse.enforce.Guards;
import io.gatehouse.enforce.TargetLimits;
import io.gatehouse.enforce.TargetLimits.Families;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.Evidence;
import io.gatehouse.policy.Explanation;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.PolicyMode;
import io.gatehouse.policy.PolicyPoint;
import io.gatehouse.policy.PolicyQuestion;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.policy.Traffic;
import io.gatehouse.policy.WatchedEvidence;
import io.gatehouse.store.EffectiveOrder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** What the firewall's file means for policy, guards and limits. Pure. */
final class FirewallPolicy {
  /** What a web front end could do, to show what an HTTP layer would make of a decision. */
  private static final PolicyPoint REQUESTS =
      new PolicyPoint(
          Layer.HTTP,
          Set.of(
              Remediation.THROTTLE,
              Remediation.CHALLENGE,
              Remediation.CAPTCHA,
              Remediation.APPSEC_CHALLENGE,
              Remediation.BAN),
          Set.of(Traffic.Kind.ALL),
          Remediation.BAN);

  private static final PolicyPoint EDGE =
      new PolicyPoint(
          Layer.EDGE,
          Set.of(Remediation.CHALLENGE, Remediation.CAPTCHA, Remediation.BAN),
          Set.of(Traffic.Kind.ALL),
          Remediation.BAN);

  private FirewallPolicy() {}

  static RemediationPolicy of(FirewallConfig config, PolicyPoint point) {
    return new LeastRemediation(point, settings(config), ScenarioClassifier.BUILT_IN);
  }

  /** Every type that the file lists is enforced alike: the decision that ends last counts. */
  static EffectiveOrder order(FirewallConfig config) {
    Set<Remediation> types = Set.copyOf(config.lapi().types());
    return remediation -> types.contains(remediation) ? 0 : EffectiveOrder.IGNORED;
  }

  private static PolicyConfig settings(FirewallConfig config) {
    Map<Layer, PolicyMode> modes = new EnumMap<>(PolicyConfig.DEFAULT.modes());
    modes.put(Layer.L4, config.policy());
    return PolicyConfig.DEFAULT.withModes(modes);
  }

  static TargetLimits limits(FirewallConfig config) {
    GuardSettings guards = config.guards();
    return new TargetLimits(guards.widestIpv4(), guards.widestIpv6(), families(config.nftables()));
  }

  private static Families families(NftablesSettings settings) {
    if (settings.ipv4().enabled() && settings.ipv6().enabled()) {
      return Families.BOTH;
    }
    return settings.ipv4().enabled() ? Families.IPV4 : Families.IPV6;
  }

  /** The allow list and the LAPI; the host's own addresses are always guarded. */
  static GuardSources guards(FirewallConfig config) {
    List<String> names = new ArrayList<>(config.guards().hostNames());
    String url = config.lapi().url();
    if (url.startsWith("http")) {
      names.add(hostOf(url));
    }
    return new GuardSources(config.guards().prefixes(), names);
  }

  /**
   * Without the brackets of an IPv6 address, which a resolver does not know. Not what {@link
   * URI#getHost} says, which knows no host with an underscore, such as {@code crowdsec_lapi}.
   */
  static String hostOf(String url) {
    String authority = Objects.requireNonNullElse(URI.create(url).getRawAuthority(), "");
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.replaceFirst(":\\d*$", "").replaceAll("[\\[\\]]", "");
  }

  /**
   * What each kind of enforcement point would do about an address, as text.
   *
   * @throws ConfigException if a file of evidence is wrong
   */
  static String explain(
      FirewallConfig config, Guards guards, IpAddress address, List<Decision> decisions)
      throws ConfigException {
    Instant now = Instant.now();
    Evidence known = WatchedEvidence.open(config.evidence()).about(address);
    Function<Decision, PolicyQuestion> question =
        decision -> PolicyQuestion.about(decision, now).knowing(known);
    String text =
        Explanation.of(address, decisions, known)
            .at("firewall", of(config, KernelPoint.PACKETS), question)
            .at("http", of(config, REQUESTS), question)
            .at("edge", of(config, EDGE), question)
            .toString();
    return guards.cover(address)
        ? text + "guarded: the firewall lets " + address + " through, whatever was decided\n"
        : text;
  }
}
