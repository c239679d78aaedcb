package io.gatehouse.detector.acquire;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/**
 * Makes events of one acquisition's lines and hands them on in batches. Where the pipeline is slow,
 * handing on waits. Used by the reading thread.
 */
final class Outlet {
  private static final long WAIT_MILLIS = 50;

  /** Characters of a line that are worth telling. */
  private static final int TOLD = 1_000;

  private final Acquisition acquisition;
  private final BlockingQueue<LineBatch> queue;
  private final BooleanSupplier stopping;
  private final LinesRead linesRead;
  private final InstantSource time;
  private final Logger log;
  private final Evaluation evaluation = new Evaluation();
  private boolean transformFails;
  private boolean toldOfCut;
  private List<Event> events = new ArrayList<>();

  Outlet(
      Acquisition acquisition,
      BlockingQueue<LineBatch> queue,
      BooleanSupplier stopping,
      AcquireSettings settings,
      Logger log) {
    this.acquisition = acquisition;
    this.queue = queue;
    this.stopping = stopping;
    this.linesRead = settings.linesRead();
    this.time = settings.time();
    this.log = log;
  }

  Acquisition acquisition() {
    return acquisition;
  }

  Instant now() {
    return time.instant();
  }

  /** Where its source tells what it does. */
  Logger log() {
    return log;
  }

  /** Takes the lines that end in these bytes into the batch that is being filled. */
  void split(LineSplitter splitter, byte[] bytes, int length, String src) {
    Instant now = now();
    long cutBefore = splitter.overlong();
    splitter.split(bytes, length, line -> add(line, src, now));
    cut(src, splitter.overlong() - cutBefore, splitter.maxLine());
  }

  /** Takes the last line, which has no end: no more bytes will come. */
  void finish(LineSplitter splitter, String src) {
    Instant now = now();
    long cutBefore = splitter.overlong();
    splitter.finish(line -> add(line, src, now));
    cut(src, splitter.overlong() - cutBefore, splitter.maxLine());
  }

  /** Counts lines that were longer than that, and tells of the first. */
  void cut(String src, long lines, int maxLine) {
    if (lines == 0) {
      return;
    }
    linesRead.cut(acquisition.origin().source(), src, acquisition.type(), lines);
    if (toldOfCut) {
      log.debug("{}: {} lines are longer than {} bytes", src, lines, maxLine);
    } else {
      log.warn(
          "{}: a line is longer than {} bytes and loses its end; raise max_buffer_size if rules need it",
          src,
          maxLine);
      toldOfCut = true;
    }
  }

  /** Takes a line into the batch that is being filled. */
  void add(String raw, String src, Instant now) {
    if (log.isTraceEnabled()) {
      log.trace("{}: {}", src, raw.length() <= TOLD ? raw : raw.substring(0, TOLD) + "…");
    }
    Event event = event(raw, src, now);
    if (acquisition.transform() == null) {
      events.add(event);
    } else {
      transformed(event, acquisition.transform())
          .forEach(text -> events.add(event(text, src, now)));
    }
  }

  private Event event(String raw, String src, Instant now) {
    Map<String, String> labels = acquisition.labels();
    Line line = new Line(raw, src, acquisition.origin().source(), now, labels);
    return Event.of(line, acquisition.mode());
  }

  /** What stands in place of the line; the line itself where the expression has no fit answer. */
  private List<String> transformed(Event event, Expression transform) {
    String raw = event.line().raw();
    try {
      Object value =
          transform.evaluate(evaluation.with(AcquisitionDocument.ENVIRONMENT.get("evt"), event));
      if (value instanceof String text) {
        return List.of(text);
      }
      if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
        return list.stream().map(String.class::cast).toList();
      }
    } catch (EvaluationException e) {
      if (!transformFails) {
        log.warn("the transform of {} fails; lines stay as they are: {}", name(), e.getMessage());
      }
      transformFails = true;
    }
    return List.of(raw);
  }

  private String name() {
    return acquisition.name().isEmpty() ? acquisition.origin().summary() : acquisition.name();
  }

  /** Whether the batch that is being filled has no line. */
  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Hands on what was taken, and counts it. Once everything stops, nobody takes the batch. */
  LineBatch flush(String src) {
    LineBatch batch = new LineBatch(events);
    events = new ArrayList<>(batch.events().size());
    linesRead.read(acquisition.origin().source(), src, acquisition.type(), batch.events().size());
    try {
      while (!stopping.getAsBoolean() && !queue.offer(batch, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return batch;
  }
}
