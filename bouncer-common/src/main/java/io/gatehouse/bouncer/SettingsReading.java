package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecConfig;
import io.gatehouse.appsec.AppSecReader;
import io.gatehouse.challenge.ChallengeConfig;
import io.gatehouse.challenge.ChallengeReader;
import io.gatehouse.challenge.KeyRing;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.TlsReader;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.EvidenceFiles;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.PolicyMode;
import io.gatehouse.policy.SharedNetworks;
import io.gatehouse.policy.SharedSource;
import io.gatehouse.policy.WatchedEvidence;
import io.gatehouse.request.ClientAddressConfig;
import io.gatehouse.request.ClientAddressConfig.Header;
import io.gatehouse.request.ClientAddressConfig.OnInvalid;
import io.gatehouse.request.DecisionPointConfig;
import io.gatehouse.request.OnUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From texts to settings, section by section. */
final class SettingsReading {
  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,6})/([0-9a-z.]+)");
  private static final String POLICY = "policy.";
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Stands in for a source that was rejected, in settings that nobody opens. */
  private static final DecisionSource NOWHERE = new DecisionSource.File(Path.of(""));

  private final Component component;
  private final SettingTexts texts;
  private final SettingReader in;

  SettingsReading(Component component, SettingTexts texts) {
    this.component = component;
    this.texts = texts;
    this.in = new SettingReader(texts);
  }

  BouncerSettings read() {
    EvidenceFiles files = evidenceFiles();
    Set<Scope> scopes = ScopeReader.read(in, files);
    Tls tls = TlsReader.read(texts, "lapi.", Setting.API_URL.key().name());
    Optional<DecisionSource> source = source(scopes, tls);
    ClientAddressConfig clients = clients();
    boolean containersWord = in.text(Setting.CLIENT_IP_SOURCE).equals("container");
    IdentityLimits limits = limits();
    DecisionPointConfig point = point(limits);
    PolicyConfig policy = policy();
    SharedNetworks networks = networks();
    WatchedEvidence evidence = evidence(files);
    ChallengeConfig challenge = ChallengeReader.read(texts);
    if (challenge.pass().binding().needsNetwork() && files.systems().isEmpty()) {
      String binding = challenge.pass().binding().toString();
      texts.reject("pass.bind", "'" + binding + "' needs a database; set policy.asn-db");
    }
    Optional<KeyRing> keys = keys();
    Optional<AppSecConfig> appSec = AppSecReader.read(texts, in.secret(Setting.API_KEY));
    Tls appSecTls = appSecTls(tls);
    BouncerSettings.Paths paths =
        new BouncerSettings.Paths(
            paths(Setting.EXCLUDE), paths(Setting.CHALLENGE_SKIP), paths(Setting.LOGIN_PATHS));
    BouncerSettings.Lease lease = lease();
    Duration usage = in.duration(Setting.USAGE_METRICS, Duration.ZERO);
    boolean dryRun = in.flag(Setting.DRY_RUN);
    return new BouncerSettings(
        component,
        source.orElse(NOWHERE),
        clients,
        containersWord,
        point,
        policy,
        networks,
        evidence,
        ScopeReader.geoIp(evidence, scopes),
        challenge,
        keys,
        appSec,
        appSecTls,
        paths,
        lease,
        usage,
        dryRun,
        table());
  }

  private List<String> table() {
    return Setting.all().stream().map(key -> Setting.property(key) + "=" + in.shown(key)).toList();
  }

  private EvidenceFiles evidenceFiles() {
    Optional<Path> countries = texts.path(Setting.COUNTRY_DB.key().name());
    return EvidenceFiles.read(texts, POLICY).withCountries(countries);
  }

  private Optional<DecisionSource> source(Set<Scope> scopes, Tls tls) {
    boolean hasUrl = !in.text(Setting.API_URL).isEmpty();
    boolean hasFile = !in.text(Setting.DECISIONS_FILE).isEmpty();
    if (hasUrl == hasFile) {
      in.problem(
          hasUrl ? Setting.DECISIONS_FILE : Setting.API_URL,
          "set either the address and key of a LAPI or a file of decisions");
      return Optional.empty();
    }
    boolean live = live();
    return hasFile
        ? in.tryRead(Setting.DECISIONS_FILE, text -> new DecisionSource.File(Path.of(text)))
        : lapi(live, scopes, tls);
  }

  private boolean live() {
    return in.read(
        Setting.MODE,
        text ->
            switch (text) {
              case "stream" -> Optional.of(false);
              case "live" -> Optional.of(true);
              default -> Optional.empty();
            },
        "stream or live");
  }

  private Optional<DecisionSource> lapi(boolean live, Set<Scope> scopes, Tls tls) {
    Secret key = in.secret(Setting.API_KEY);
    if (key.isEmpty() == tls.certificate().isEmpty()) {
      in.problem(
          Setting.API_KEY,
          key.isEmpty()
              ? "it is missing; create one with `cscli bouncers add NAME`, or show a certificate"
              : "it stands beside a certificate (lapi.cert-path); use one of them");
      return Optional.empty();
    }
    Duration wait = in.duration(Setting.LIVE_TIMEOUT, Duration.ofMillis(10));
    Duration kept = in.duration(Setting.LIVE_CACHE, Duration.ofMillis(1));
    LapiConfig.Filter filter =
        new LapiConfig.Filter(
            live
                ? List.of()
                : scopes.stream()
                    .map(scope -> scope.word().toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList(),
            in.list(Setting.ORIGINS),
            List.of(),
            List.of());
    LapiConfig.Builder lapi =
        LapiConfig.at(in.text(Setting.API_URL))
            .apiKey(key)
            .tls(tls)
            .filter(filter)
            .updateFrequency(in.duration(Setting.UPDATE_FREQUENCY, SECOND))
            .module(component.name(), component.version());
    if (live) {
      lapi.connectTimeout(wait).idleTimeout(wait);
    }
    return in.tryRead(
        Setting.API_URL,
        text ->
            live
                ? new DecisionSource.Live(lapi.build(), kept)
                : new DecisionSource.Stream(lapi.build()));
  }

  /** Where nothing is said of it, as for LAPI, which is mostly of the same house. */
  private Tls appSecTls(Tls ofLapi) {
    Tls own = TlsReader.read(texts, "appsec.", "appsec.url");
    return own.equals(Tls.DEFAULT) ? ofLapi : own;
  }

  private ClientAddressConfig clients() {
    Header header =
        in.read(
            Setting.CLIENT_IP_SOURCE,
            text ->
                text.equals("container") ? Optional.of(Header.X_FORWARDED_FOR) : Header.parse(text),
            "x-forwarded-for, forwarded, header:NAME or container");
    List<String> proxies = in.list(Setting.TRUSTED_PROXIES);
    Set<IpPrefix> trusted =
        in.tryRead(Setting.TRUSTED_PROXIES, text -> ClientAddressConfig.trustedProxies(proxies))
            .orElse(Set.of());
    OnInvalid onInvalid =
        in.read(
            Setting.CLIENT_IP_ON_INVALID,
            text -> word(OnInvalid.values(), text),
            "nearest-trusted or peer");
    return new ClientAddressConfig(
        header,
        trusted,
        proxies.contains("unix"),
        in.number(Setting.CLIENT_IP_MAX_HOPS, 1, 1000),
        onInvalid,
        in.flag(Setting.CLIENT_IP_UNWRAP_NAT64));
  }

  private static <E extends Enum<E>> Optional<E> word(E[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
        .findFirst();
  }

  private IdentityLimits limits() {
    IdentityLimits rate =
        in.read(Setting.IDENTITY_RATE, SettingsReading::rate, "a rate such as 60/10s");
    return new IdentityLimits(
        rate.requests(),
        rate.per(),
        in.number(Setting.IDENTITY_BURST, 1, 1_000_000),
        in.number(Setting.IDENTITY_STRIKES, 1, 1000),
        in.duration(Setting.IDENTITY_WINDOW, SECOND));
  }

  private static Optional<IdentityLimits> rate(String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      return Optional.empty();
    }
    IdentityLimits rest = IdentityLimits.DEFAULT;
    return SettingReader.duration(rate.group(2))
        .filter(per -> per.compareTo(SECOND) >= 0)
        .map(
            per ->
                new IdentityLimits(
                    Integer.parseInt(rate.group(1)),
                    per,
                    rest.burst(),
                    rest.strikes(),
                    rest.window()));
  }

  private DecisionPointConfig point(IdentityLimits limits) {
    return new DecisionPointConfig(
        remediation(Setting.FALLBACK),
        Set.of(),
        in.read(Setting.ON_LAPI_FAILURE, OnUnavailable::parse, "pass, challenge or deny"),
        limits);
  }

  private Remediation remediation(Setting setting) {
    return in.read(
        setting,
        text ->
            Optional.of(Remediation.of(text))
                .filter(word -> word.severity().isPresent())
                .filter(word -> !word.equals(Remediation.APPSEC_CHALLENGE)),
        "ban, captcha, challenge, throttle or observe");
  }

  private PolicyConfig policy() {
    PolicyMode mode =
        in.read(
            Setting.POLICY_MODE, text -> word(PolicyMode.values(), text), "off, report or enforce");
    return PolicyConfig.DEFAULT
        .with(mode)
        .respectingManualBans(in.flag(Setting.POLICY_RESPECT_MANUAL_BANS))
        .withFloor(remediation(Setting.POLICY_MIN_FLOOR));
  }

  private SharedNetworks networks() {
    List<String> texts = in.list(Setting.POLICY_SHARED_NETWORKS);
    List<IpPrefix> prefixes =
        in.tryRead(
                Setting.POLICY_SHARED_NETWORKS,
                text -> texts.stream().map(IpPrefix::parse).toList())
            .orElse(List.of());
    return SharedNetworks.of(Map.of(SharedSource.OPERATOR, prefixes));
  }

  private WatchedEvidence evidence(EvidenceFiles files) {
    try {
      return WatchedEvidence.open(files);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> texts.reject(problem.inPlace()));
      return WatchedEvidence.NONE;
    }
  }

  private Optional<KeyRing> keys() {
    String file = in.text(Setting.SIGNING_KEY_FILE);
    if (!file.isEmpty()) {
      return keysOf(Path.of(file));
    }
    List<String> texts = in.list(Setting.SIGNING_KEY);
    return texts.isEmpty()
        ? Optional.empty()
        : in.tryRead(
            Setting.SIGNING_KEY, text -> KeyRing.of(texts.stream().map(Secret::of).toList()));
  }

  private Optional<KeyRing> keysOf(Path file) {
    try {
      return Optional.of(KeyRing.ofFile(file));
    } catch (IOException e) {
      in.problem(Setting.SIGNING_KEY_FILE, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private PathPatterns paths(Setting setting) {
    List<String> texts = in.list(setting);
    return in.tryRead(setting, text -> new PathPatterns(texts))
        .orElseGet(() -> new PathPatterns(List.of()));
  }

  private BouncerSettings.Lease lease() {
    Set<Integer> ports = new TreeSet<>();
    for (String port : in.list(Setting.LEASE_PORTS)) {
      if (port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) < 65_536) {
        ports.add(Integer.parseInt(port));
      } else {
        in.problem(Setting.LEASE_PORTS, "'" + port + "' is not a port");
      }
    }
    return new BouncerSettings.Lease(ports, Path.of(in.text(Setting.LEASE_SOCKET)));
  }
}
