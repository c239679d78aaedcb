package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Files that are read once, from their beginning to their end; {@code .gz} is unpacked. */
final class ReplayedFiles implements Input {
  private final int maxLine;
  private final Outlet outlet;
  private final Logger log;
  private final byte[] bytes;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<SourceHealth> health = new ArrayList<>();
  private @Nullable Reading reading;

  ReplayedFiles(Acquisition.Files files, Outlet outlet, byte[] bytes) {
    this.maxLine = files.maxLine();
    this.outlet = outlet;
    this.log = outlet.log();
    this.bytes = bytes;
    for (String pattern : files.patterns()) {
      expand(pattern, files.excluded());
    }
  }

  private void expand(String pattern, List<String> excluded) {
    try {
      Set<Path> paths = new PathGlob(pattern).paths();
      paths.removeIf(Files::isDirectory);
      paths.removeIf(
          path -> excluded.stream().anyMatch(e -> Pattern.compile(e).matcher(path + "").find()));
      waiting.addAll(paths);
      if (paths.isEmpty()) {
        fail(pattern, "matches no file");
      }
    } catch (IOException e) {
      fail(pattern, "cannot be looked at: " + e.getMessage());
    }
  }

  private void fail(String src, String what) {
    log.error("{} {}", src, what);
    health.add(new SourceHealth(src, outlet.acquisition().type(), 0, 0, null, what));
  }

  /** The file that is being read. Its fields change as it is. */
  private static final class Reading {
    final String src;
    final InputStream in;
    final LineSplitter splitter;
    long lines;

    Reading(Path path, int maxLine) throws IOException {
      this.src = path.toString();
      this.in = open(path);
      this.splitter = new LineSplitter(maxLine);
    }

    private static InputStream open(Path path) throws IOException {
      InputStream in = Files.newInputStream(path);
      try {
        return path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      } catch (IOException e) {
        in.close();
        throw e;
      }
    }
  }

  @Override
  public boolean poll() {
    if (reading == null && waiting.isEmpty()) {
      return false;
    }
    Path next = reading == null ? waiting.remove() : null;
    String src = next == null ? "" : next.toString();
    try {
      Reading now = reading == null && next != null ? begin(next) : reading;
      if (now != null) {
        reading = now;
        src = now.src;
        read(now);
      }
    } catch (IOException e) {
      fail(src, "cannot be read: " + e.getMessage());
      finish();
    }
    return true;
  }

  private Reading begin(Path path) throws IOException {
    log.debug("{} is read from its beginning", path);
    return new Reading(path, maxLine);
  }

  private void read(Reading file) throws IOException {
    int length = file.in.read(bytes);
    if (length > 0) {
      outlet.split(file.splitter, bytes, length, file.src);
    } else {
      outlet.finish(file.splitter, file.src);
    }
    if (!outlet.isEmpty()) {
      LineBatch batch = outlet.flush(file.src);
      file.lines += batch.events().size();
      receipts.removeIf(Receipt::given);
      receipts.add(batch.receipt());
    }
    if (length < 0) {
      finish();
    }
  }

  private void finish() {
    Reading file = reading;
    reading = null;
    if (file == null) {
      return;
    }
    log.debug("{} is read, {} lines", file.src, file.lines);
    String type = outlet.acquisition().type();
    health.add(
        new SourceHealth(file.src, type, file.lines, file.splitter.overlong(), outlet.now(), ""));
    try {
      file.in.close();
    } catch (IOException e) {
      log.debug("closing {} failed", file.src, e);
    }
  }

  @Override
  public boolean ended() {
    return reading == null && waiting.isEmpty();
  }

  @Override
  public boolean settled() {
    receipts.removeIf(Receipt::given);
    return receipts.isEmpty();
  }

  @Override
  public void note(Positions positions) {}

  @Override
  public List<SourceHealth> health() {
    return List.copyOf(health);
  }

  @Override
  public void close() {
    waiting.clear();
    finish();
  }
}
