package io.gatehouse.lapi.server;

import io.gatehouse.detector.profile.DecisionHistory;
import io.gatehouse.lapi.storage.DecisionTable;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Earlier decisions in the database. Where it cannot be asked there were none: an alert is decided
 * as the first of its kind rather than not at all.
 */
record StoredHistory(DecisionTable decisions) implements DecisionHistory {
  private static final Logger log = LoggerFactory.getLogger(StoredHistory.class);

  private interface Question<T> {
    T about(IpPrefix range) throws StorageException;
  }

  @Override
  public long count(String value, @Nullable Instant since) {
    return ask(
        value,
        0,
        range -> since == null ? decisions.count(range) : decisions.countSince(range, since));
  }

  @Override
  public long active(String value) {
    return ask(value, 0, decisions::countActive);
  }

  @Override
  public Duration timeLeft(String value) {
    return ask(value, Duration.ZERO, decisions::timeLeft);
  }

  private static <T> T ask(String value, T otherwise, Question<T> question) {
    Optional<IpPrefix> range = IpPrefix.tryParse(value);
    try {
      return range.isPresent() ? question.about(range.get()) : otherwise;
    } catch (StorageException e) {
      log.warn("lapi: earlier decisions could not be counted: {}", e.getMessage());
      return otherwise;
    }
  }
}
