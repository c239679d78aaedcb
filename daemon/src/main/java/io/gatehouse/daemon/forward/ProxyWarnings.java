package io.gatehouse.daemon.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Warns of each mistake of a proxy once a minute, however often it makes it. Thread-safe. */
final class ProxyWarnings {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Logger log;
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder()
          .maximumSize(1000)
          .expireAfterWrite(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
          .executor(Runnable::run)
          .build();

  ProxyWarnings(Logger log) {
    this.log = log;
  }

  void tell(String mistake) {
    boolean isNews = told.asMap().putIfAbsent(mistake, true) == null;
    log.atLevel(isNews ? Level.WARN : Level.DEBUG).log("{}", mistake);
  }
}
