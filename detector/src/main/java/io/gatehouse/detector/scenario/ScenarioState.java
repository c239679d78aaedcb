package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.TimeMode;
import java.util.Map;

/** What changes about one scenario: its buckets, oldest first, and its black holes. */
final class ScenarioState {
  private final Scenario scenario;
  private final Map<String, Bucket> byGroup;
  private final BucketList live = new BucketList();
  private final BucketList replayed = new BucketList();
  private final Blackhole liveBlackhole;
  private final Blackhole replayedBlackhole;
  private int held;

  /** The map is shared by the scenarios that share buckets. */
  ScenarioState(Scenario scenario, Map<String, Bucket> byGroup, Blackhole.Room room) {
    this.scenario = scenario;
    this.byGroup = byGroup;
    this.liveBlackhole = new Blackhole(scenario.blackhole, room);
    this.replayedBlackhole = new Blackhole(scenario.blackhole, room);
  }

  Scenario scenario() {
    return scenario;
  }

  Map<String, Bucket> byGroup() {
    return byGroup;
  }

  BucketList list(TimeMode mode) {
    return mode == TimeMode.LIVE ? live : replayed;
  }

  Blackhole blackhole(TimeMode mode) {
    return mode == TimeMode.LIVE ? liveBlackhole : replayedBlackhole;
  }

  int buckets() {
    return live.size() + replayed.size();
  }

  /** The list to take the oldest from, where there are too many. */
  BucketList longest() {
    return live.size() >= replayed.size() ? live : replayed;
  }

  int held() {
    return held;
  }

  void hold(int more) {
    held += more;
  }
}
