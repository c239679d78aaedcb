package io.gatehouse.lapi.storage;

import io.gatehouse.net.IpPrefix;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The decisions of all alerts, also of those that are gone. */
public final class DecisionTable {
  private static final String STAGED =
      "EXISTS (SELECT 1 FROM staging s WHERE d.id BETWEEN s.first_decision AND s.last_decision)";
  private static final String COVERING =
      " FROM decisions d CROSS JOIN batches b ON b.alert = d.alert"
          + " WHERE d.prefix IS NOT NULL AND d.prefix IN (?";

  private final Writer writer;
  private final Readers readers;
  private final InstantSource time;

  DecisionTable(Writer writer, Readers readers, InstantSource time) {
    this.writer = writer;
    this.readers = readers;
    this.time = time;
  }

  /**
   * Ends decisions now. Large numbers are ended in several commits; on an exception some may have
   * ended.
   *
   * @param ids unknown and ended ones are passed over
   * @return how many ended
   */
  public int end(Collection<Long> ids, Instant now) throws StorageException {
    List<Long> all = List.copyOf(ids);
    int ended = 0;
    for (int from = 0; from < all.size(); from += Writer.MAX_ROWS) {
      String some = json(all.subList(from, Math.min(all.size(), from + Writer.MAX_ROWS)));
      ended +=
          writer.write(
              Math.min(all.size() - from, Writer.MAX_ROWS),
              transaction ->
                  Endings.end(
                      transaction,
                      "d.id IN (SELECT value FROM json_each(?)) AND NOT " + STAGED,
                      now,
                      some));
    }
    return ended;
  }

  static String json(Collection<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * Ends every decision whose time has come. To be called each second.
   *
   * @return how many ended
   */
  public int sweep() throws StorageException {
    Instant now = time.instant();
    int ended = 0;
    int some;
    do {
      some = writer.write(Writer.MAX_ROWS, transaction -> sweepSome(transaction, now));
      ended += some;
    } while (some == Writer.MAX_ROWS);
    return ended;
  }

  private static int sweepSome(Transaction transaction, Instant now) throws SQLException {
    return Endings.end(
        transaction,
        "d.id IN (SELECT id FROM decisions d WHERE removed IS NULL AND until <= ? AND NOT "
            + STAGED
            + " LIMIT "
            + Writer.MAX_ROWS
            + ")",
        now,
        now);
  }

  /** How many decisions cover all of the range, active or not, whose rows are still there. */
  public int count(IpPrefix range) throws StorageException {
    return (int) number("count(*)", range, "");
  }

  /** Like {@link #count}, of those stored at that moment or later. */
  public int countSince(IpPrefix range, Instant since) throws StorageException {
    return (int) number("count(*)", range, " AND b.created_at >= ?", since);
  }

  /** Like {@link #count}, of those that have not ended. */
  public int countActive(IpPrefix range) throws StorageException {
    return (int)
        number("count(*)", range, " AND d.removed IS NULL AND d.until > ?", time.instant());
  }

  /** How long the range is still covered by a decision; zero if it is not. */
  public Duration timeLeft(IpPrefix range) throws StorageException {
    Instant now = time.instant();
    long until = number("max(d.until)", range, " AND d.removed IS NULL AND d.until > ?", now);
    return until == 0 ? Duration.ZERO : Duration.between(now, Instant.ofEpochMilli(until));
  }

  private long number(String what, IpPrefix range, String more, Object... values)
      throws StorageException {
    List<@Nullable Object> all = new ArrayList<>(PrefixKey.covering(range));
    String covering = COVERING + ",?".repeat(all.size() - 1) + ")";
    all.addAll(List.of(values));
    return readers.read(
        sql -> sql.number("SELECT " + what + covering + more, all.toArray(new Object[0])));
  }
}
