package io.gatehouse.daemon.export;

import io.gatehouse.decision.Remediation;
import io.gatehouse.store.DecisionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a file as a store says, and tells who reads it when it has changed. A list that would lose
 * more than half of what the file holds is doubted when the exporter starts: a LAPI that is empty
 * or broken must not take protection away. Used by one thread.
 */
public final class Exporter {
  private static final Logger log = LoggerFactory.getLogger(Exporter.class);

  private final DecisionStore store;
  private final Listing listing;
  private final ListForm form;
  private final ListFile file;
  private final Reload reload;

  /** Whether the file is as this process has written or found it. */
  private boolean settled;

  private boolean told;
  private boolean owesReload;

  /** Tells who reads the file that it has changed. */
  @FunctionalInterface
  public interface Reload {
    /** Nobody needs to be told. */
    Reload NONE = () -> true;

    /** Whether it was understood; if not, it is told again. */
    boolean run();
  }

  /** What became of a look at the store. */
  public enum Result {
    /** No whole pull has come in yet. */
    WAITING,
    /** The file is as it should be. */
    UNCHANGED,
    /** It has been replaced. */
    WRITTEN,
    /** It was left as it is, as the list is doubted. */
    DOUBTED
  }

  /**
   * An exporter that has touched nothing yet.
   *
   * @param types that are listed; empty for all
   */
  public Exporter(
      DecisionStore store, Set<Remediation> types, ListForm form, Path file, Reload reload) {
    this.store = store;
    this.listing = Listing.of(store, types);
    this.form = form;
    this.file = new ListFile(file);
    this.reload = reload;
  }

  /** The list of a store, as a text. */
  public static String text(DecisionStore store, Set<Remediation> types, ListForm form) {
    return form.write(Listing.of(store, types).entries());
  }

  /** Believes the store, however much would go; see {@link Result#DOUBTED}. */
  public void believe() {
    settled = true;
  }

  /**
   * Writes the file if it is not as it should be; to be called about once a second.
   *
   * @throws IOException if the file can't be read or replaced; it is then as it was
   */
  public Result tick() throws IOException {
    store.expire();
    if (!listing.isComplete()) {
      return Result.WAITING;
    }
    Result result = settled && !listing.takeChanged() && told ? Result.UNCHANGED : update();
    if (owesReload && result != Result.DOUBTED) {
      owesReload = !reload.run();
    }
    return result;
  }

  private Result update() throws IOException {
    listing.takeChanged();
    String before = file.read();
    String now = form.write(listing.entries());
    if (!settled && isDoubtful(ListFile.entries(before), ListFile.entries(now))) {
      return Result.DOUBTED;
    }
    boolean changed = !before.equals(now);
    if (changed) {
      file.replace(now);
      log.info("{}: {} entries", file, ListFile.entries(now));
    }
    owesReload |= changed || !told; // who wrote before may have been killed before it told
    told = true;
    settled = true;
    return changed ? Result.WRITTEN : Result.UNCHANGED;
  }

  private static boolean isDoubtful(long before, long now) {
    return (now == 0 && before > 0) || (before >= DecisionStore.GUARDED_FROM && now < before / 2);
  }
}
