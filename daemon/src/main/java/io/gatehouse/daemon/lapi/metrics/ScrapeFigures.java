package io.gatehouse.daemon.lapi.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Picks from a scrape what upstream shows of it, under upstream's keys. */
public final class ScrapeFigures {
  private final Map<SheetType, Figures> sheets = new EnumMap<>(SheetType.class);

  private ScrapeFigures() {}

  /** The figures of each type that the scrape tells of. */
  public static Map<SheetType, Figures> of(List<Sample> samples) {
    ScrapeFigures figures = new ScrapeFigures();
    samples.forEach(figures::take);
    return figures.sheets;
  }

  private void take(Sample sample) {
    switch (sample.name()) {
      case "cs_parser_hits_total" -> source(sample, "reads");
      case "cs_parser_hits_ok_total" -> source(sample, "parsed");
      case "cs_parser_hits_ko_total" -> source(sample, "unparsed");
      case "cs_node_hits_total" -> parser(sample, "hits");
      case "cs_node_hits_ok_total" -> parser(sample, "parsed");
      case "cs_node_hits_ko_total" -> parser(sample, "unparsed");
      case "cs_node_wl_hits_total" -> whitelist(sample, "hits");
      case "cs_node_wl_hits_ok_total" -> {
        whitelist(sample, "whitelisted");
        source(sample, "whitelisted");
      }
      case "cs_buckets" -> scenario(sample, "curr_count");
      case "cs_bucket_overflowed_total" -> scenario(sample, "overflow");
      // The second is what 1.4.6 calls it.
      case "cs_bucket_instantiation_total", "cs_bucket_created_total" ->
          scenario(sample, "instantiation");
      case "cs_bucket_poured_total" -> {
        scenario(sample, "pour");
        source(sample, "pour");
      }
      case "cs_bucket_underflowed_total" -> scenario(sample, "underflow");
      case "cs_cache_size" -> labels(SheetType.STASH, sample, "name", "type");
      case "cs_alerts" -> labels(SheetType.ALERTS, sample, "reason");
      case "cs_active_decisions" ->
          labels(SheetType.DECISIONS, sample, "reason", "origin", "action");
      case "cs_lapi_route_requests_total" -> labels(SheetType.LAPI, sample, "route", "method");
      case "cs_lapi_bouncer_requests_total" ->
          labels(SheetType.LAPI_BOUNCER, sample, "bouncer", "route", "method");
      case "cs_lapi_machine_requests_total" ->
          labels(SheetType.LAPI_MACHINE, sample, "machine", "route", "method");
      case "cs_lapi_decisions_ok_total" -> answer(sample, "NonEmpty");
      case "cs_lapi_decisions_ko_total" -> answer(sample, "Empty");
      case "cs_appsec_reqs_total" -> appSec(sample, "processed");
      case "cs_appsec_block_total" -> appSec(sample, "blocked");
      case "cs_appsec_rule_hits" ->
          add(
              SheetType.APPSEC_RULE,
              sample,
              sample.label("appsec_engine"),
              sample.label("rule_name"),
              "triggered");
      default -> {}
    }
  }

  /** An overflow that is poured again comes from no source. */
  private void source(Sample sample, String key) {
    String source = sample.label("source");
    if (!source.isEmpty()) {
      String type = sample.label("type");
      add(SheetType.ACQUISITION, sample, type.isEmpty() ? source : type + ":" + source, key);
    }
  }

  private void parser(Sample sample, String key) {
    add(SheetType.PARSERS, sample, sample.label("name"), key);
  }

  private void whitelist(Sample sample, String key) {
    add(SheetType.WHITELISTS, sample, sample.label("name"), sample.label("reason"), key);
  }

  private void scenario(Sample sample, String key) {
    add(SheetType.SCENARIOS, sample, sample.label("name"), key);
  }

  private void answer(Sample sample, String key) {
    add(SheetType.LAPI_DECISIONS, sample, sample.label("bouncer"), key);
  }

  private void appSec(Sample sample, String key) {
    add(SheetType.APPSEC_ENGINE, sample, sample.label("appsec_engine"), key);
  }

  private void labels(SheetType type, Sample sample, String... labels) {
    add(type, sample, Stream.of(labels).map(sample::label).toArray(String[]::new));
  }

  private void add(SheetType type, Sample sample, String... path) {
    sheets.computeIfAbsent(type, each -> new Figures()).add((long) sample.value(), List.of(path));
  }
}
