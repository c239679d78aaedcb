package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.geo.GeoIp.AutonomousSystem;
import io.gatehouse.detector.geo.GeoIp.City;
import io.gatehouse.detector.helper.Json;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The methods that statics may name (crowdsec:pkg/parser/enrich*.go). */
final class Enrichments {
  private static final Logger log = LoggerFactory.getLogger(Enrichments.class);

  private final ParserContext context;

  private Enrichments(ParserContext context) {
    this.context = context;
  }

  /** The methods by name. */
  static Map<String, Static.Method> of(ParserContext context) {
    Enrichments all = new Enrichments(context);
    Map<String, Static.Method> methods = new TreeMap<>();
    methods.put("ParseDate", all.new ParseDate());
    methods.put("GeoIpCity", all::city);
    methods.put("GeoIpASN", all::system);
    methods.put("IpToRange", all::range);
    methods.put("reverse_dns", all::reverseDns);
    methods.put("UnmarshalJSON", Enrichments::unmarshalJson);
    return methods;
  }

  /** Reads the time; where there is none, it is now. */
  private final class ParseDate implements Static.Method {
    @Override
    public void enrich(Event event, String value) {
      LogTime time = LogTime.read(value, event.strTimeFormat(), context.world().now());
      event.enriched().put("MarshaledTime", time.text());
      event.noteTime(time.text(), time.instant());
      if (event.mode() == TimeMode.TIMEMACHINE) {
        event.setTime(time.instant());
      }
    }

    @Override
    public boolean takesNothing() {
      return true;
    }
  }

  private void city(Event event, String value) {
    GeoIp geo = context.geo();
    if (!geo.knowsCities()) {
      return;
    }
    City city =
        IpAddress.tryParse(value).flatMap(geo::city).orElseGet(() -> new City("", false, 0, 0));
    Map<String, String> enriched = event.enriched();
    enriched.put("IsoCode", city.country());
    enriched.put("IsInEU", Boolean.toString(city.inEuropeanUnion()));
    enriched.put("Latitude", Values.fraction(city.latitude()));
    enriched.put("Longitude", Values.fraction(city.longitude()));
  }

  private void system(Event event, String value) {
    GeoIp geo = context.geo();
    if (!geo.knowsSystems()) {
      return;
    }
    AutonomousSystem system =
        IpAddress.tryParse(value)
            .flatMap(geo::system)
            .orElseGet(() -> new AutonomousSystem(0, "", ""));
    String number = Long.toString(system.number());
    Map<String, String> enriched = event.enriched();
    enriched.put("ASNNumber", number);
    enriched.put("ASNumber", number);
    enriched.put("ASNOrg", system.organisation());
  }

  private void range(Event event, String value) {
    if (!context.geo().knowsSystems()) {
      return;
    }
    IpAddress.tryParse(value)
        .flatMap(context.geo()::system)
        .map(AutonomousSystem::network)
        .filter(network -> !network.isEmpty())
        .ifPresent(network -> event.enriched().put("SourceRange", network));
  }

  private void reverseDns(Event event, String value) {
    List<String> names = IpAddress.tryParse(value).map(context.names()::of).orElse(List.of());
    if (!names.isEmpty()) {
      String name = names.get(0).toLowerCase(Locale.ROOT);
      event
          .enriched()
          .put("reverse_dns", name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
  }

  private static void unmarshalJson(Event event, String ignored) {
    try {
      if (Json.parse(event.line().raw()) instanceof Map<?, ?> fields) {
        fields.forEach((key, value) -> event.unmarshaled().put(String.valueOf(key), value));
      }
    } catch (IOException e) {
      log.debug("UnmarshalJSON: {}", e.getMessage());
    }
  }
}
