package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tests of this package say often. */
final class Given {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

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
    return with(decision, decision.origin(), decision.type(), decision.scope(), duration, null);
  }

  static StoredDecision decidedBy(String origin, StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        origin,
        decision.type(),
        decision.scope(),
        decision.value(),
        decision.scenario(),
        decision.simulated(),
        decision.uuid(),
        decision.until());
  }

  static StoredDecision named(StoredDecision decision, String uuid) {
    return new StoredDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        decision.scope(),
        decision.value(),
        decision.scenario(),
        decision.simulated(),
        UUID.fromString(uuid),
        decision.until());
  }

  static StoredDecision simulated(StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        decision.scope(),
        decision.value(),
        decision.scenario(),
        true,
        decision.uuid(),
        decision.until());
  }

  static StoredDecision scoped(String scope, StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        scope,
        decision.value(),
        decision.scenario(),
        decision.simulated(),
        decision.uuid(),
        decision.until());
  }

  static StoredDecision because(String scenario, StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        decision.scope(),
        decision.value(),
        scenario,
        decision.simulated(),
        decision.uuid(),
        decision.until());
  }

  static StoredDecision typed(String type, StoredDecision decision) {
    return with(decision, decision.origin(), type, decision.scope(), null, decision.uuid());
  }

  private static StoredDecision with(
      StoredDecision decision,
      String origin,
      String type,
      String scope,
      @Nullable String duration,
      @Nullable UUID uuid) {
    return new StoredDecision(
        decision.id(),
        origin,
        type,
        scope,
        decision.value(),
        decision.scenario(),
        decision.simulated(),
        uuid,
        duration == null
            ? decision.until()
            : NOON.plus(io.gatehouse.decision.GoDuration.parse(duration)));
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
