package io.gatehouse.bouncer;

import io.gatehouse.decision.Scope;
import io.gatehouse.policy.EvidenceFiles;
import io.gatehouse.policy.GeoIp;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which decisions count, by their scope: those that it can be told of an address. */
final class ScopeReader {
  private ScopeReader() {}

  /** What is set; without that, every scope that can be told. */
  static Set<Scope> read(SettingReader in, EvidenceFiles files) {
    Map<Scope, Boolean> told =
        Map.of(
            Scope.IP,
            true,
            Scope.RANGE,
            true,
            Scope.COUNTRY,
            files.countries().isPresent(),
            Scope.AS,
            files.systems().isPresent());
    Set<Scope> wanted =
        in.list(Setting.SCOPES).stream()
            .map(Scope::of)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (wanted.isEmpty()) {
      return told.keySet().stream().filter(told::get).collect(Collectors.toUnmodifiableSet());
    }
    for (Scope scope : wanted) {
      if (!told.containsKey(scope)) {
        in.problem(Setting.SCOPES, "'" + scope + "' is not ip, range, country or as");
      } else if (!told.get(scope)) {
        String database = scope.equals(Scope.AS) ? "policy.asn-db" : "country-db";
        in.problem(Setting.SCOPES, "'" + scope + "' needs a database; set " + database);
      }
    }
    return wanted;
  }

  /** What decisions of these scopes may be about, besides addresses. */
  static GeoIp geoIp(GeoIp known, Set<Scope> scopes) {
    return scopes.contains(Scope.COUNTRY) || scopes.contains(Scope.AS)
        ? address ->
            known.targetsOf(address).stream()
                .filter(target -> scopes.contains(target.scope()))
                .toList()
        : GeoIp.NONE;
  }
}
