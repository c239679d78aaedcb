package io.gatehouse.lapi.active;

import io.gatehouse.decision.GoDuration;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests of this package say often. */
final class Given {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final Pattern ID_OR_SECTION = Pattern.compile("\"id\":(\\d+)|\"deleted\": ");

  private Given() {}

  /** A ban by a profile for four hours. */
  static StoredDecision ban(long id, String value) {
    return new StoredDecision(
        id,
        "crowdsec",
        "ban",
        value.contains("/") ? "Range" : "Ip",
        value,
        "test/ssh-bf",
        false,
        null,
        NOON.plus(Duration.ofHours(4)));
  }

  static StoredDecision lasting(StoredDecision decision, String duration) {
    return until(NOON.plus(GoDuration.parse(duration)), decision);
  }

  static StoredDecision until(Instant end, StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.until = end;
    return draft.done();
  }

  static StoredDecision decidedBy(String origin, StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.origin = origin;
    return draft.done();
  }

  static StoredDecision named(StoredDecision decision, String uuid) {
    Draft draft = new Draft(decision);
    draft.uuid = UUID.fromString(uuid);
    return draft.done();
  }

  static StoredDecision simulated(StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.simulated = true;
    return draft.done();
  }

  static StoredDecision scoped(String scope, StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.scope = scope;
    return draft.done();
  }

  static StoredDecision because(String scenario, StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.scenario = scenario;
    return draft.done();
  }

  static StoredDecision typed(String type, StoredDecision decision) {
    Draft draft = new Draft(decision);
    draft.type = type;
    return draft.done();
  }

  /** A decision being changed. */
  private static final class Draft {
    private final long id;
    private final String value;
    private String origin;
    private String type;
    private String scope;
    private String scenario;
    private boolean simulated;
    private @Nullable UUID uuid;
    private Instant until;

    Draft(StoredDecision decision) {
      id = decision.id();
      value = decision.value();
      origin = decision.origin();
      type = decision.type();
      scope = decision.scope();
      scenario = decision.scenario();
      simulated = decision.simulated();
      uuid = decision.uuid();
      until = decision.until();
    }

    StoredDecision done() {
      return new StoredDecision(id, origin, type, scope, value, scenario, simulated, uuid, until);
    }
  }

  /** Query parameters, as {@code name=value&name=value} without any encoding. */
  static Map<String, List<String>> query(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
    }
    return parameters;
  }

  static String stream(ActiveDecisions active, String query, long cursor, Instant now) {
    return text(active.stream(question(query, cursor, now)));
  }

  static StreamQuestion question(String query, long cursor, Instant now) {
    try {
      return StreamQuestion.parse(query(query), cursor, now);
    } catch (InvalidFilterException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String live(ActiveDecisions active, String query, Instant now) {
    return text(active.live(liveFilter(query), now));
  }

  static DecisionFilter liveFilter(String query) {
    try {
      return DecisionFilter.ofLive(query(query));
    } catch (InvalidFilterException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The ids of an answer's two lists, such as {@code 1 2 | 3}. */
  static String ids(String answer) {
    StringJoiner ids = new StringJoiner(" ");
    Matcher matcher = ID_OR_SECTION.matcher(answer);
    while (matcher.find()) {
      String id = matcher.group(1);
      ids.add(id == null ? "|" : id);
    }
    return ids.toString();
  }

  /** The ids of a stream answer's first list. */
  static List<Long> added(String answer) {
    String ids = ids(answer);
    return numbers(ids.substring(0, ids.indexOf('|')));
  }

  /** The ids of a stream answer's second list. */
  static List<Long> deleted(String answer) {
    String ids = ids(answer);
    return numbers(ids.substring(ids.indexOf('|') + 1));
  }

  private static List<Long> numbers(String ids) {
    return ids.isBlank()
        ? List.of()
        : Stream.of(ids.strip().split(" ")).map(Long::valueOf).toList();
  }

  static String text(Answer answer) {
    return text(answer, ByteBuffer.allocate(1000));
  }

  /** The whole answer, through this buffer. */
  static String text(Answer answer, ByteBuffer buffer) {
    return new String(bytes(answer, buffer), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Answer answer, ByteBuffer buffer) {
    byte[] all = new byte[1024];
    int length = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = answer.fill(buffer);
      buffer.flip();
      int count = buffer.remaining();
      if (length + count > all.length) {
        all = Arrays.copyOf(all, Math.max(length + count, 2 * all.length));
      }
      buffer.get(all, length, count);
      length += count;
    }
    return Arrays.copyOf(all, length);
  }
}
