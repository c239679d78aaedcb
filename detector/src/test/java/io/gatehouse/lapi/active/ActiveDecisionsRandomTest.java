package io.gatehouse.lapi.active;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long histories against {@link History}: bouncers with filters of their own pull now and then,
 * lose answers, forget that they had one, and outlive restarts of the server and compactions of the
 * log. What each holds must be what its filter says of the truth.
 */
class ActiveDecisionsRandomTest {
  private static final int STEPS = 700;
  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "10.0.0.1/32",
          "::ffff:10.0.0.1",
          "10.0.0.2",
          "10.0.0.0/24",
          "10.0.0.9/24",
          "10.0.0.0/8",
          "2001:db8::1",
          "2001:DB8:0::1",
          "2001:db8::/32",
          "::/0",
          "no address");
  private static final List<String> NAMES = List.of("FR", "root", "10.0.0.1");

  private final Retention retention = new Retention(Duration.ofSeconds(40), 60, 30);
  private final History history = new History();
  private final List<Bouncer> bouncers = new ArrayList<>();

  /** Decisions that have their ids and come later, as those of a large import. */
  private final List<StoredDecision> reserved = new ArrayList<>();

  private ActiveDecisions active = new ActiveDecisions(retention, 8);
  private Random random = new Random(0);
  private Instant now = Given.NOON;
  private long commit;
  private long lastId;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bouncers_hold_what_is_in_force(long seed) {
    random = new Random(seed);
    startBouncers();
    Collections.shuffle(bouncers, random);
    for (int step = 0; step < STEPS; step++) {
      change();
      Bouncer bouncer = bouncers.get(oftenSmall(bouncers.size()));
      bouncer.pull("seed " + seed + ", step " + step + ", " + bouncer.query);
      askLive("seed " + seed + ", step " + step);
    }
  }

  /** So that some bouncers pull often, and some wake up after long. */
  private int oftenSmall(int bound) {
    return (int) (bound * Math.pow(random.nextDouble(), 3));
  }

  private void startBouncers() {
    Predicate<StoredDecision> real = d -> !d.simulated();
    Predicate<StoredDecision> address = d -> d.scope().equals("Ip") || d.scope().equals("Range");
    Predicate<StoredDecision> usual = real.and(address);
    for (String dedup : List.of("dedup=true", "dedup=false")) {
      bouncers.add(new Bouncer(dedup, usual));
      bouncers.add(new Bouncer(dedup + "&scopes=ip", real.and(d -> d.scope().equals("Ip"))));
      bouncers.add(new Bouncer(dedup + "&scopes=IP,range,country,user", real));
      bouncers.add(new Bouncer(dedup + "&simulated=1", address));
      bouncers.add(
          new Bouncer(
              dedup + "&origins=crowdsec,cscli", usual.and(d -> d.origin().equals("crowdsec"))));
      bouncers.add(new Bouncer(dedup + "&type=ban", usual.and(d -> d.type().equals("ban"))));
      bouncers.add(
          new Bouncer(
              dedup + "&scenarios_containing=SSH,x", usual.and(d -> d.scenario().contains("ssh"))));
      bouncers.add(
          new Bouncer(
              dedup + "&scenarios_not_containing=Ssh",
              usual.and(d -> !d.scenario().contains("ssh"))));
      bouncers.add(
          new Bouncer(dedup + "&value=10.0.0.1", usual.and(d -> d.value().equals("10.0.0.1"))));
      bouncers.add(
          new Bouncer(
              dedup + "&range=10.0.0.0/24&contains=false",
              usual.and(d -> isInside(d, "10.0.0.0/24"))));
    }
  }

  private static boolean isInside(StoredDecision decision, String outer) {
    return History.prefix(decision).filter(IpPrefix.parse(outer)::contains).isPresent();
  }

  private void change() {
    now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(3000) : 0);
    int choice = random.nextInt(100);
    if (choice < 50) {
      commit(added(1 + random.nextInt(4)), List.of());
    } else if (choice < 65) {
      commit(List.of(), deletions());
    } else if (choice < 80) {
      commit(List.of(), expiries());
    } else if (choice < 85) {
      commit(added(1 + random.nextInt(2)), deletions());
    } else if (choice < 90) {
      reserved.addAll(added(1 + random.nextInt(30)));
    } else if (choice < 95) {
      commit(List.copyOf(reserved), List.of());
      reserved.clear();
    } else if (choice == 99) {
      restart();
    }
  }

  private void commit(List<StoredDecision> added, List<Removal> removed) {
    commit += 1 + random.nextInt(2);
    active.committed(commit, added, removed);
    added.forEach(decision -> history.add(commit, decision));
    removed.forEach(removal -> history.remove(commit, removal));
  }

  private List<StoredDecision> added(int count) {
    List<StoredDecision> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lastId += 1 + random.nextInt(2);
      decisions.add(decision());
    }
    return decisions;
  }

  private StoredDecision decision() {
    boolean address = random.nextInt(4) > 0;
    return new StoredDecision(
        lastId,
        oneOf("crowdsec", "CAPI", "lists"),
        oneOf("ban", "ban", "captcha"),
        address ? oneOf("Ip", "Range") : oneOf("Country", "user"),
        address ? pick(ADDRESSES) : pick(NAMES),
        oneOf("test/ssh-bf", "test/http-probing"),
        random.nextInt(8) == 0,
        random.nextBoolean() ? new UUID(random.nextLong(), lastId) : null,
        now.plusMillis(random.nextInt(10) * 2500L));
  }

  private String oneOf(String... words) {
    return pick(List.of(words));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private List<Removal> deletions() {
    int one = random.nextInt(3);
    String value = pick(ADDRESSES);
    return history
        .where(
            entry ->
                entry.isLive(now)
                    && (one == 0 ? entry.decision.value().equals(value) : random.nextInt(6) == 0))
        .stream()
        .map(entry -> new Removal(entry.decision.id(), now))
        .toList();
  }

  private List<Removal> expiries() {
    return history
        .where(entry -> entry.removed == 0 && !entry.decision.until().isAfter(now))
        .stream()
        .map(entry -> new Removal(entry.decision.id(), entry.decision.until()))
        .toList();
  }

  private void restart() {
    active = new ActiveDecisions(retention, 8);
    DecisionLoad load = active.load();
    boolean forgetful = random.nextBoolean();
    for (History.Entry entry : history.entries()) {
      if (entry.removed == 0) {
        load.live(entry.added, entry.decision);
      } else {
        Removal removal = new Removal(entry.decision.id(), entry.ended);
        load.removed(
            entry.added, forgetful ? entry.asEnded() : entry.decision, entry.removed, removal);
      }
    }
    load.finish(commit, 0);
  }

  private void askLive(String about) {
    String asked = pick(ADDRESSES.subList(0, ADDRESSES.size() - 1));
    boolean contains = random.nextBoolean();
    IpPrefix prefix = IpPrefix.parse(asked);
    List<Long> expected =
        history
            .where(
                entry ->
                    entry.removed == 0
                        && !entry.decision.until().isBefore(now)
                        && !entry.decision.simulated()
                        && History.prefix(entry.decision)
                            .filter(p -> contains ? p.contains(prefix) : prefix.contains(p))
                            .isPresent())
            .stream()
            .map(entry -> entry.decision.id())
            .sorted()
            .toList();
    assertThat(active.ids(Given.liveFilter("ip=" + asked + "&contains=" + contains), now))
        .as(about + ", " + asked + " " + contains)
        .containsExactly(expected.toArray(Long[]::new));
    askValue(about, asked);
  }

  private void askValue(String about, String value) {
    List<Long> expected =
        history
            .where(
                entry ->
                    entry.removed == 0
                        && !entry.decision.until().isBefore(now)
                        && !entry.decision.simulated()
                        && entry.decision.value().equals(value))
            .stream()
            .map(entry -> entry.decision.id())
            .sorted()
            .toList();
    assertThat(active.ids(Given.liveFilter("value=" + value), now))
        .as(about + ", " + value)
        .containsExactly(expected.toArray(Long[]::new));
  }

  /** A client of the stream, by id without dedup, by type and target with it. */
  private final class Bouncer {
    private final String query;
    private final boolean dedup;
    private final Predicate<StoredDecision> sees;
    private final Map<String, Instant> held = new HashMap<>();
    private long cursor = StreamQuestion.EVERYTHING;

    Bouncer(String query, Predicate<StoredDecision> sees) {
      this.query = query;
      this.dedup = query.startsWith("dedup=true");
      this.sees = sees;
    }

    void pull(String about) {
      boolean startup = random.nextInt(20) == 0;
      StreamAnswer answer =
          active.stream(Given.question(query + "&startup=" + startup, cursor, now));
      String text = Given.text(answer);
      if (random.nextInt(10) == 0) {
        return; // lost on the way
      }
      if (answer.isEverything()) {
        held.clear();
      }
      apply(text);
      checkWords(about, text);
      assertThat(inForce()).as(about).isEqualTo(truth());
      if (random.nextInt(10) > 0) {
        cursor = answer.commit();
      }
      checkLate(about, startup);
    }

    /** An answer that is sent late tells what it would have told at once. */
    private void checkLate(String about, boolean startup) {
      StreamQuestion question = Given.question(query + "&startup=" + startup, cursor, now);
      StreamAnswer late = active.stream(question);
      String early = Given.text(active.stream(question));
      change();
      change();
      assertThat(Given.text(late)).as(about).isEqualTo(early);
    }

    private void apply(String text) {
      Given.deleted(text).forEach(id -> held.remove(nameOf(id)));
      Given.added(text).forEach(id -> held.put(nameOf(id), history.entry(id).decision.until()));
    }

    private String nameOf(long id) {
      return dedup ? history.entry(id).key() : Long.toString(id);
    }

    private Map<String, Instant> inForce() {
      Map<String, Instant> inForce = new TreeMap<>(held);
      inForce.values().removeIf(until -> !until.isAfter(now));
      return inForce;
    }

    private Map<String, Instant> truth() {
      Map<String, Instant> truth = new TreeMap<>();
      for (History.Entry entry : history.where(e -> e.isLive(now) && sees.test(e.decision))) {
        truth.merge(
            dedup ? entry.key() : Long.toString(entry.decision.id()),
            entry.decision.until(),
            (one, other) -> one.isAfter(other) ? one : other);
      }
      return truth;
    }

    /** Nothing is told that the bouncer may not see, twice, or in the wrong list. */
    private void checkWords(String about, String text) {
      List<Long> added = Given.added(text);
      List<Long> deleted = Given.deleted(text);
      assertThat(added).as(about).doesNotHaveDuplicates();
      assertThat(deleted).as(about).doesNotHaveDuplicates();
      assertThat(added)
          .as(about)
          .allMatch(id -> sees.test(history.entry(id).decision))
          .allMatch(id -> history.entry(id).isLive(now));
      assertThat(deleted)
          .as(about)
          .allMatch(id -> sees.test(history.entry(id).decision))
          .allMatch(id -> history.entry(id).removed > 0)
          .noneMatch(id -> dedup && truth().containsKey(nameOf(id)));
      if (dedup) {
        assertThat(added.stream().map(this::nameOf)).as(about).doesNotHaveDuplicates();
        assertThat(deleted.stream().map(this::nameOf)).as(about).doesNotHaveDuplicates();
      }
    }
  }
}
