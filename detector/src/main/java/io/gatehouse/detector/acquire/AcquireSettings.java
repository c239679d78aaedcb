package io.gatehouse.detector.acquire;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How sources are read.
 *
 * @param positions the file that remembers up to where; empty for reading once
 * @param linesRead is told of lines, for metrics
 * @param time of this host
 * @param zone that times of journal entries are written in, as {@code journalctl} does
 * @param journalctl the program with its first arguments
 * @param logLevels by which a source says more than the program does, or less
 */
public record AcquireSettings(
    Optional<Path> positions,
    LinesRead linesRead,
    InstantSource time,
    ZoneId zone,
    List<String> journalctl,
    LogLevels logLevels) {

  /** Copies its list. */
  public AcquireSettings {
    journalctl = List.copyOf(journalctl);
  }

  /** For reading once, with nothing remembered. */
  public static AcquireSettings forReplay() {
    return new AcquireSettings(
        Optional.empty(),
        (source, src, type, lines) -> {},
        InstantSource.system(),
        ZoneId.systemDefault(),
        List.of("journalctl"),
        LogLevels.UNTOUCHED);
  }

  /** The same, remembered in a file of that directory. */
  public AcquireSettings rememberedIn(Path dataDir) {
    Optional<Path> file = Optional.of(dataDir.resolve("acquisition.json"));
    return new AcquireSettings(file, linesRead, time, zone, journalctl, logLevels);
  }

  /** The same, with lines counted. */
  public AcquireSettings countedBy(LinesRead counter) {
    return new AcquireSettings(positions, counter, time, zone, journalctl, logLevels);
  }

  /** The same, with another program in place of {@code journalctl}. */
  public AcquireSettings withJournalctl(List<String> program) {
    return new AcquireSettings(positions, linesRead, time, zone, program, logLevels);
  }

  /** The same, with each source as talkative as it is asked to be. */
  public AcquireSettings withLogLevels(LogLevels levels) {
    return new AcquireSettings(positions, linesRead, time, zone, journalctl, levels);
  }
}
