package io.gatehouse.lapi.server;

import io.gatehouse.lapi.active.StreamQuestion;
import io.gatehouse.lapi.storage.AuthType;
import io.gatehouse.lapi.storage.BouncerTable;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredBouncer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every bouncer, by the hash of its key, in memory: a key is checked without the database. Rows are
 * added and changed in the database first, one at a time. When they last asked is written down
 * later, by {@link #writePulls}.
 */
final class BouncerRegistry {
  private final BouncerTable table;
  private final InstantSource time;
  private volatile Map<String, List<Entry>> byHash = Map.of(); // replaced under this
  private final Map<Entry, Boolean> pulled = new ConcurrentHashMap<>();

  private BouncerRegistry(BouncerTable table, InstantSource time) {
    this.table = table;
    this.time = time;
  }

  static BouncerRegistry load(BouncerTable table, InstantSource time) throws StorageException {
    BouncerRegistry registry = new BouncerRegistry(table, time);
    registry.reload();
    return registry;
  }

  /** One bouncer; its row is replaced when it changes. */
  static final class Entry {
    private volatile StoredBouncer row; // written under the registry
    private volatile @Nullable Instant lastPull; // written under this
    private volatile long cursor; // written under this

    private Entry(StoredBouncer row) {
      this.row = row;
      this.lastPull = row.lastPull();
      this.cursor = row.cursor();
    }

    StoredBouncer row() {
      return row;
    }

    @Nullable Instant lastPull() {
      return lastPull;
    }

    /** As a question has it. */
    long cursor() {
      return cursor == 0 ? StreamQuestion.EVERYTHING : cursor;
    }

    private synchronized void asked(Instant when, long commit) {
      lastPull = when;
      cursor = Math.max(cursor, commit); // of two pulls at a time the older may end last
    }

    private synchronized BouncerTable.@Nullable Touch touch() {
      Instant when = lastPull;
      return when == null ? null : new BouncerTable.Touch(row.name(), when, cursor);
    }
  }

  /** Bouncers with this key, in the order of their adding. From memory. */
  List<Entry> withKey(String hash) {
    return byHash.getOrDefault(hash, List.of());
  }

  /** The bouncer with this key that asked from this address before. From memory. */
  Optional<Entry> known(String hash, String address) {
    for (Entry entry : withKey(hash)) {
      if (entry.row.ipAddress().equals(address)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /**
   * The bouncer with this key at this address, which may be new: the only row with the key and
   * without an address takes it, else a row is added.
   *
   * @return empty if there is no such key, or the new row's name is taken
   */
  synchronized Optional<Entry> admit(String hash, String address) throws StorageException {
    Optional<Entry> known = known(hash, address);
    List<Entry> rows = withKey(hash);
    if (known.isPresent() || rows.isEmpty()) {
      return known;
    }
    Entry first = rows.get(0);
    if (rows.size() == 1 && first.row.ipAddress().isEmpty()) {
      change(first, BouncerRows.from(first.row, address, time.instant()));
      return Optional.of(first);
    }
    return add(BouncerRows.shared(first.row, address, time.instant()));
  }

  /** A bouncer with a certificate, which is added when it first comes. */
  synchronized Optional<Entry> admitCertified(String name, String address) throws StorageException {
    for (List<Entry> rows : byHash.values()) {
      for (Entry entry : rows) {
        if (entry.row.name().equals(name)) {
          return Optional.of(entry).filter(found -> found.row.authType() == AuthType.TLS);
        }
      }
    }
    String dummy = ApiKey.hash(ApiKey.random().reveal());
    StoredBouncer row = StoredBouncer.added(name, dummy, AuthType.TLS, time.instant());
    return add(BouncerRows.from(row, address, time.instant()));
  }

  /** Adds a bouncer; empty if its name is taken. */
  synchronized Optional<Entry> add(StoredBouncer row) throws StorageException {
    Optional<Entry> added = table.tryAdd(row).map(Entry::new);
    if (added.isPresent()) {
      Map<String, List<Entry>> next = new HashMap<>(byHash);
      List<Entry> rows = new ArrayList<>(next.getOrDefault(row.keyHash(), List.of()));
      rows.add(added.get());
      next.put(row.keyHash(), List.copyOf(rows));
      byHash = Collections.unmodifiableMap(next);
    }
    return added;
  }

  /** Notes what program a bouncer is. */
  synchronized void runs(Entry entry, UserAgent agent) throws StorageException {
    if (!isOf(entry, agent)) {
      change(entry, BouncerRows.running(entry.row, agent, time.instant()));
    }
  }

  static boolean isOf(Entry entry, UserAgent agent) {
    return entry.row.type().equals(agent.type()) && entry.row.version().equals(agent.version());
  }

  /** Every row as the database has it, what is still to be noted included. */
  List<StoredBouncer> all() throws StorageException {
    writePulls();
    return table.all();
  }

  /** Replaces a bouncer's row, which keeps its name and key. */
  synchronized void change(Entry entry, StoredBouncer row) throws StorageException {
    table.update(row);
    entry.row = row;
  }

  /** Deletes bouncers; how many there were. */
  synchronized int delete(Collection<String> names) throws StorageException {
    int deleted = table.delete(names);
    reload();
    return deleted;
  }

  /** Takes over what the database holds, after rows went without this registry. */
  synchronized void reload() throws StorageException {
    Map<Long, Entry> present = new HashMap<>();
    byHash.values().forEach(rows -> rows.forEach(entry -> present.put(entry.row.id(), entry)));
    Map<String, List<Entry>> next = new LinkedHashMap<>();
    for (StoredBouncer row : table.all()) {
      Entry kept = present.get(row.id());
      next.computeIfAbsent(row.keyHash(), hash -> new ArrayList<>())
          .add(kept == null ? new Entry(row) : kept);
    }
    next.replaceAll((hash, rows) -> List.copyOf(rows));
    byHash = Collections.unmodifiableMap(next);
  }

  /** A bouncer has taken a whole answer that was made from this commit. */
  void pulled(Entry entry, Instant when, long commit) {
    entry.asked(when, commit);
    pulled.put(entry, true);
  }

  /** A bouncer has asked a live question, which moves no cursor. */
  void asked(Entry entry, Instant when) {
    pulled(entry, when, 0);
  }

  /** Writes down when bouncers last asked; what can't be written is kept for the next time. */
  void writePulls() throws StorageException {
    List<Entry> entries = new ArrayList<>(pulled.keySet());
    if (entries.isEmpty()) {
      return;
    }
    pulled.keySet().removeAll(entries);
    List<BouncerTable.Touch> touches = new ArrayList<>();
    for (Entry entry : entries) {
      BouncerTable.Touch touch = entry.touch();
      if (touch != null) {
        touches.add(touch);
      }
    }
    try {
      table.touch(touches);
    } catch (StorageException e) {
      entries.forEach(entry -> pulled.put(entry, true));
      throw e;
    }
  }
}
