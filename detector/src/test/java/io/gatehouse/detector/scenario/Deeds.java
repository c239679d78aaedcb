package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import java.util.ArrayList;
import java.util.List;

/** What a listener was told, in order, each as {@code word scenario}. */
final class Deeds implements BucketListener {
  final List<String> told = new ArrayList<>();
  final List<String> failures = new ArrayList<>();

  @Override
  public void instantiated(Scenario scenario) {
    told.add("instantiated " + scenario);
  }

  @Override
  public void poured(Scenario scenario, Event event) {
    told.add("poured " + scenario);
  }

  @Override
  public void overflowed(Scenario scenario) {
    told.add("overflowed " + scenario);
  }

  @Override
  public void underflowed(Scenario scenario) {
    told.add("underflowed " + scenario);
  }

  @Override
  public void cancelled(Scenario scenario) {
    told.add("cancelled " + scenario);
  }

  @Override
  public void discarded(Scenario scenario, String hook) {
    told.add("discarded by " + hook + " " + scenario);
  }

  @Override
  public void evicted(Scenario scenario) {
    told.add("evicted " + scenario);
  }

  @Override
  public void failed(Scenario scenario, String reason) {
    failures.add(reason);
  }

  /** How often something was told. */
  long count(String word) {
    return told.stream().filter(each -> each.startsWith(word)).count();
  }
}
