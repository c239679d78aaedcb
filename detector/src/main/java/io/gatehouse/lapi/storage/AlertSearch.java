package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.lapi.storage.AlertFilter.Order;
import io.gatehouse.lapi.storage.AlertFilter.Shown;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Answers a filter page by page; each page begins where the last one ended. */
final class AlertSearch {
  private static final int PAGE_ALERTS = 100;
  private static final int PAGE_ROWS = 10_000;
  private static final int ALL = 0;

  private final AlertFilter filter;
  private final Instant now;
  private int found;
  private long lastCreated;
  private long lastId;
  private boolean more = true;

  AlertSearch(AlertFilter filter, Instant now) {
    this.filter = filter;
    this.now = now;
  }

  boolean hasMore() {
    return more;
  }

  List<Alert> nextPage(Sql sql, Kinds kinds) throws SQLException {
    AlertPage page = new AlertPage(sql, kinds, now);
    int wanted =
        filter.limit() == ALL ? PAGE_ALERTS : Math.min(PAGE_ALERTS, filter.limit() - found);
    readHeads(sql, page, wanted);
    boolean cut = page.keepRows(filter.decisions() == Shown.SHOWN ? PAGE_ROWS : Integer.MAX_VALUE);
    found += page.size();
    more = (cut || page.size() == wanted) && found != filter.limit();
    if (page.size() > 0) {
      lastCreated = page.lastCreated();
      lastId = page.lastId();
    }
    return page.alerts(filter.decisions());
  }

  private void readHeads(Sql sql, AlertPage page, int wanted) throws SQLException {
    boolean newestFirst = filter.order() == Order.NEWEST_FIRST;
    AlertConditions conditions = new AlertConditions(filter, now);
    if (found > 0) {
      conditions.add(
          "(a.created_at, a.id) " + (newestFirst ? "<" : ">") + " (?, ?)", lastCreated, lastId);
    }
    String way = newestFirst ? " DESC" : " ASC";
    sql.each(
        "SELECT * FROM alerts a WHERE "
            + conditions.text()
            + " ORDER BY a.created_at"
            + way
            + ", a.id"
            + way
            + " LIMIT "
            + wanted,
        page::addHead,
        conditions.values());
  }

  /** Of all alerts that pass, whatever the limit. */
  List<AlertHead> numbers(Sql sql) throws SQLException {
    AlertConditions conditions = new AlertConditions(filter, now);
    List<AlertHead> heads = new ArrayList<>();
    sql.each(
        "SELECT a.id, 1 + a.active + a.events_count FROM alerts a WHERE " + conditions.text(),
        row -> heads.add(new AlertHead(row.getLong(1), row.getLong(2))),
        conditions.values());
    return heads;
  }
}
