package io.gatehouse.lapi.server;

import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.active.DecisionFilter;
import io.gatehouse.lapi.active.InvalidFilterException;
import io.gatehouse.lapi.active.LiveAnswer;
import io.gatehouse.lapi.active.StreamAnswer;
import io.gatehouse.lapi.active.StreamQuestion;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.storage.DecisionTable;
import io.gatehouse.lapi.storage.StorageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What bouncers ask, from memory, and how machines end decisions. */
final class DecisionRoutes {
  private static final String LIST = "/v1/decisions";
  private static final String ONE = "/v1/decisions/:decision_id";
  private static final String STREAM = "/v1/decisions/stream";
  private static final Map<String, String> JSON = Map.of("Content-Type", Answer.JSON);

  /** As upstream labels this one route. */
  private static final Map<String, String> STREAM_JSON = Map.of("Content-Type", "application/json");

  /** Of {@code null}. */
  private static final int NOTHING_BYTES = 4;

  private static final int SHORT_BYTES = 1 << 10;

  /** Live questions come often; when the last one was is told to no better than this. */
  private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

  private final ActiveDecisions active;
  private final DecisionTable table;
  private final BouncerRegistry bouncers;
  private final LapiMetrics metrics;
  private final InstantSource time;

  DecisionRoutes(
      ActiveDecisions active,
      DecisionTable table,
      BouncerRegistry bouncers,
      LapiMetrics metrics,
      InstantSource time) {
    this.active = active;
    this.table = table;
    this.bouncers = bouncers;
    this.metrics = metrics;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", LIST, Access.BOUNCER, Pool.MEMORY, this::live),
        new Route("HEAD", LIST, Access.BOUNCER, Pool.MEMORY, request -> Answer.emptyText()),
        new Route("GET", STREAM, Access.BOUNCER, Pool.MEMORY, new Stream()),
        new Route("HEAD", STREAM, Access.BOUNCER, Pool.MEMORY, request -> Answer.emptyText()),
        Route.ofMachine("DELETE", LIST, this::end),
        Route.ofMachine("DELETE", ONE, this::endOne));
  }

  private Answer live(LapiRequest request) throws RefusedException {
    Instant now = time.instant();
    LiveAnswer answer = active.live(liveFilter(request), now);
    BouncerRegistry.Entry bouncer = request.caller().bouncer();
    noteAsked(bouncer, now);
    ByteBuffer beginning = ByteBuffer.allocate(SHORT_BYTES);
    boolean more = answer.fill(beginning);
    count(bouncer.row().name(), more || beginning.position() != NOTHING_BYTES);
    beginning.flip();
    return more
        ? new Answer.Streamed(200, JSON, buffer -> goOn(beginning, answer, buffer), () -> {})
        : new Answer.Whole(200, JSON, beginning);
  }

  /** Most answers are short and go out in one piece; a long one goes on behind its beginning. */
  private static boolean goOn(ByteBuffer beginning, LiveAnswer answer, ByteBuffer buffer) {
    if (beginning.hasRemaining()) {
      buffer.put(beginning);
    }
    return answer.fill(buffer);
  }

  private void count(String bouncer, boolean found) {
    if (found) {
      metrics.answeredOk(bouncer);
    } else {
      metrics.answeredKo(bouncer);
    }
  }

  private static DecisionFilter liveFilter(LapiRequest request) throws RefusedException {
    try {
      return DecisionFilter.ofLive(request.query().all());
    } catch (InvalidFilterException e) {
      throw RefusedException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void noteAsked(BouncerRegistry.Entry bouncer, Instant now) {
    Instant last = bouncer.lastPull();
    if (last == null || last.plus(ASKED_AGAIN).isBefore(now)) {
      bouncers.asked(bouncer, now);
    }
  }

  /** Changes are told at once; who wants everything waits for others who do. */
  private final class Stream implements Endpoint {
    @Override
    public Pool pool(LapiRequest request, Pool usual) {
      boolean startup = request.query().first("startup").filter("true"::equals).isPresent();
      boolean all = startup || request.caller().bouncer().cursor() == StreamQuestion.EVERYTHING;
      return all ? Pool.FIRST_PULL : usual;
    }

    /** The cursor moves when the answer has gone out whole, and not before. */
    @Override
    public Answer handle(LapiRequest request) throws RefusedException {
      BouncerRegistry.Entry bouncer = request.caller().bouncer();
      Instant now = time.instant();
      StreamAnswer answer = active.stream(question(request, bouncer.cursor(), now));
      return new Answer.Streamed(
          200, STREAM_JSON, answer::fill, () -> bouncers.pulled(bouncer, now, answer.commit()));
    }
  }

  private static StreamQuestion question(LapiRequest request, long cursor, Instant now)
      throws RefusedException {
    try {
      return StreamQuestion.parse(request.query().all(), cursor, now);
    } catch (InvalidFilterException e) {
      throw RefusedException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private Answer end(LapiRequest request) throws RefusedException, StorageException {
    Instant now = time.instant();
    long[] ids = active.ids(deletion(request), now);
    return deleted(table.end(Arrays.stream(ids).boxed().toList(), now));
  }

  private static DecisionFilter deletion(LapiRequest request) throws RefusedException {
    try {
      return DecisionFilter.ofDeletion(request.query().all());
    } catch (InvalidFilterException e) {
      throw RefusedException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private Answer endOne(LapiRequest request) throws RefusedException, StorageException {
    String text = request.pathParameter("decision_id");
    if (!text.matches("\\d{1,18}")) {
      throw RefusedException.badRequest("decision_id must be valid integer");
    }
    long id = Long.parseLong(text);
    if (table.end(List.of(id), time.instant()) == 0) {
      throw RefusedException.of(
          404, "decision with id '" + id + "' doesn't exist: unable to delete");
    }
    return deleted(1);
  }

  private static Answer deleted(int count) {
    return Answer.json(200, "{\"nbDeleted\":\"" + count + "\"}");
  }
}
