package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.regex.PatternException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that rules look things up in, by {@code dest_file}. Each is read once, when it is first
 * asked for. Thread-safe.
 */
public final class DataFiles {
  private final List<HubFiles> places;
  private final Map<String, Optional<DataFile>> known = new ConcurrentHashMap<>();

  private DataFiles(List<HubFiles> places) {
    this.places = List.copyOf(places);
  }

  /** In a folder, else in the folder {@code data} of a hub. */
  public static DataFiles of(Path folder, Hub hub) {
    return of(List.of(new FolderFiles(folder)), hub);
  }

  /** In the folder {@code data} of a hub. */
  public static DataFiles of(Hub hub) {
    return of(List.of(), hub);
  }

  private static DataFiles of(List<HubFiles> first, Hub hub) {
    List<HubFiles> places = new ArrayList<>(first);
    hub.places().forEach(place -> places.add(new Below("data/", place)));
    return new DataFiles(places);
  }

  /**
   * A file as rules use it; empty where there is none.
   *
   * @param destFile its name in the rules
   * @param type {@code string}, {@code regex}, {@code regexp} or {@code map}
   * @throws HubException if it is there and is not what the type asks for, or cannot be read
   */
  public Optional<DataFile> get(String destFile, String type) throws HubException {
    if (!HubFiles.inside(destFile)) {
      throw HubException.at(destFile, "is no name of a data file; one inside the data folder is");
    }
    String key = type + ' ' + destFile;
    Optional<DataFile> file = known.get(key);
    if (file == null) {
      file = read(destFile, type);
      known.put(key, file);
    }
    return file;
  }

  private Optional<DataFile> read(String destFile, String type) throws HubException {
    for (HubFiles place : places) {
      try {
        Optional<byte[]> bytes = place.read(destFile);
        if (bytes.isPresent()) {
          return Optional.of(DataFile.of(destFile, type, new String(bytes.get(), UTF_8)));
        }
      } catch (IOException e) {
        throw HubException.at(place.describe(destFile), "cannot be read: " + e.getMessage());
      } catch (PatternException e) {
        throw HubException.at(place.describe(destFile), String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** Where a file would be looked for first, for messages. */
  public String describe(String destFile) {
    return places.get(0).describe(destFile);
  }

  /** A folder of a hub. */
  private record Below(String folder, HubFiles files) implements HubFiles {
    @Override
    public Optional<byte[]> read(String path) throws IOException {
      return files.read(folder + path);
    }

    @Override
    public List<String> list(String inner) throws IOException {
      return files.list(folder + inner);
    }

    @Override
    public String describe(String path) {
      return files.describe(folder + path);
    }
  }
}
