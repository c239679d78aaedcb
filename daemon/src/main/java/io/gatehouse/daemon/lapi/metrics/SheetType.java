package io.gatehouse.daemon.lapi.metrics;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The types of metrics, with upstream's words, titles and headings, in the order of the words. */
public enum SheetType {
  /** What became of the lines of each source. */
  ACQUISITION(
      "Acquisition Metrics",
      "Lines of each source: read, parsed, poured, whitelisted",
      List.of("Source"),
      new Column("Lines read", "reads"),
      new Column("Lines parsed", "parsed"),
      new Column("Lines unparsed", "unparsed"),
      new Column("Lines poured to bucket", "pour"),
      new Column("Lines whitelisted", "whitelisted")),
  /** Alerts by reason. */
  ALERTS(
      "Local API Alerts",
      "Alerts that the LAPI keeps, by reason",
      List.of("Reason"),
      Column.only("Count")),
  /** Requests that a CrowdSec AppSec component has seen. */
  APPSEC_ENGINE(
      "Appsec Metrics",
      "Requests that a CrowdSec AppSec component has seen and blocked",
      List.of("Appsec Engine"),
      new Column("Processed", "processed"),
      new Column("Blocked", "blocked")),
  /** How often rules of a CrowdSec AppSec component matched. */
  APPSEC_RULE(
      "Appsec Rule Metrics",
      "How often each rule of a CrowdSec AppSec component matched",
      List.of("Appsec Engine", "Rule ID"),
      new Column("Triggered", "triggered")),
  /** What bouncers report: by bouncer, origin, figure and unit. LAPI keeps it; no scrape has it. */
  BOUNCERS(
      "Bouncer Metrics",
      "What bouncers report of their work, by origin of the decisions",
      List.of("Bouncer", "Origin")),
  /** Active decisions. */
  DECISIONS(
      "Local API Decisions",
      "Active decisions, by reason, origin and action",
      List.of("Reason", "Origin", "Action"),
      Column.only("Count")),
  /** Requests by route. */
  LAPI(
      "Local API Metrics",
      "Requests to the LAPI, by route",
      List.of("Route", "Method"),
      Column.only("Hits")),
  /** Requests of bouncers. */
  LAPI_BOUNCER(
      "Local API Bouncers Metrics",
      "Requests of each bouncer, by route",
      List.of("Bouncer", "Route", "Method"),
      Column.only("Hits")),
  /** Answers to bouncers that ask about one address at a time. */
  LAPI_DECISIONS(
      "Local API Bouncers Decisions",
      "Answers to bouncers that ask about one address at a time",
      List.of("Bouncer"),
      new Column("Empty answers", "Empty"),
      new Column("Non-empty answers", "NonEmpty")),
  /** Requests of machines. */
  LAPI_MACHINE(
      "Local API Machines Metrics",
      "Requests of each machine, by route",
      List.of("Machine", "Route", "Method"),
      Column.only("Hits")),
  /** What parsers made of events. */
  PARSERS(
      "Parser Metrics",
      "Events that each parser was given, took and left",
      List.of("Parsers"),
      new Column("Hits", "hits"),
      new Column("Parsed", "parsed"),
      new Column("Unparsed", "unparsed")),
  /** What became of the buckets of scenarios. */
  SCENARIOS(
      "Scenario Metrics",
      "Buckets of each scenario, and what became of them",
      List.of("Scenario"),
      new Column("Current Count", "curr_count"),
      new Column("Overflows", "overflow"),
      new Column("Instantiated", "instantiation"),
      new Column("Poured", "pour"),
      new Column("Expired", "underflow")),
  /** What parsers have put aside. */
  STASH(
      "Parser Stash Metrics",
      "Values that parsers have put aside for later lines",
      List.of("Name", "Type"),
      Column.only("Items")),
  /** What whitelists let go. */
  WHITELISTS(
      "Whitelist Metrics",
      "Events that each whitelist was shown, and let go",
      List.of("Whitelist", "Reason"),
      new Column("Hits", "hits"),
      new Column("Whitelisted", "whitelisted"));

  /** Upstream's words for several. */
  private static final Map<String, Set<SheetType>> ALIASES =
      Map.of(
          "engine",
          EnumSet.of(ACQUISITION, PARSERS, SCENARIOS, STASH, WHITELISTS),
          "lapi",
          EnumSet.of(ALERTS, DECISIONS, LAPI, LAPI_BOUNCER, LAPI_DECISIONS, LAPI_MACHINE),
          "appsec",
          EnumSet.of(APPSEC_ENGINE, APPSEC_RULE));

  /**
   * A column of figures.
   *
   * @param path what it is found by below the names
   */
  record Column(String heading, List<String> path) {
    Column(String heading, String key) {
      this(heading, List.of(key));
    }

    /** The one figure that there is under the names. */
    static Column only(String heading) {
      return new Column(heading, List.of());
    }
  }

  private final String title;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // nobody can write to it
  private final List<String> names;

  @SuppressWarnings("ImmutableEnumChecker") // nobody can write to it
  private final List<Column> columns;

  SheetType(String title, String description, List<String> names, Column... columns) {
    this.title = title;
    this.description = description;
    this.names = names;
    this.columns = List.of(columns);
  }

  /** What it is asked for by, such as {@code lapi-bouncer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The types that a word stands for; none for an unknown one. */
  public static Set<SheetType> meantBy(String word) {
    Set<SheetType> meant = EnumSet.noneOf(SheetType.class);
    meant.addAll(ALIASES.getOrDefault(word, Set.of()));
    Arrays.stream(values()).filter(type -> type.word().equals(word)).forEach(meant::add);
    return meant;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** What it tells, in a sentence without its stop. */
  public String description() {
    return description;
  }

  /** Headings of the columns that say what is counted. */
  List<String> names() {
    return names;
  }

  /** Headings of the columns with figures; none where the figures decide. */
  List<Column> columns() {
    return columns;
  }
}
