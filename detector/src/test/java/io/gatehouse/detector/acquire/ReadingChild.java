package io.gatehouse.detector.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.detector.event.Event;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that reads until there is no more, or until it is killed, and prints each line before
 * it acknowledges it. Between them it prints {@link #READY} when it has read all there was at
 * first.
 */
final class ReadingChild {
  static final String READY = "\u0001ready";

  private ReadingChild() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    System.setOut(System.err); // for what is logged
    Path data = Path.of(args[0]);
    boolean follows = args.length == 2;
    List<Acquisition> acquisitions =
        follows
            ? Acquisitions.ofText("a", "filename: '" + args[1] + "'\nlabels: {type: t}\n")
            : List.of(Acquisitions.ofDsn("file://" + data, "t", Map.of(), ""));
    AcquireSettings settings = AcquireSettings.forReplay();
    boolean ready = false;
    try (DataSources sources =
        DataSources.start(acquisitions, follows ? settings.rememberedIn(data) : settings)) {
      while (!sources.finished() && !out.checkError()) {
        Optional<LineBatch> batch = sources.poll(Duration.ofMillis(20));
        batch.ifPresent(lines -> take(lines, out));
        if (!ready && batch.isEmpty() && sources.awaitQuiet(Duration.ofMillis(20))) {
          ready = true;
          out.println(READY);
        }
      }
    }
  }

  private static void take(LineBatch lines, PrintStream out) {
    for (Event event : lines.events()) {
      out.println(event.line().raw());
    }
    out.flush();
    lines.receipt().give();
  }
}
