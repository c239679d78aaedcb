package io.gatehouse.detector.acquire;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what shall be acquired: files of documents, single documents, data source names. */
public final class Acquisitions {
  private static final Logger LOG = LoggerFactory.getLogger(Acquisitions.class);

  private Acquisitions() {}

  /**
   * Reads {@code acquisition_path} and {@code acquisition_dir}.
   *
   * @param files each read in this order
   * @param environment values of variables
   * @param warnings is told of keys that have no effect
   * @throws ConfigException with every problem, by file and line
   */
  public static List<Acquisition> read(
      List<Path> files, Map<String, String> environment, Consumer<ConfigProblem> warnings)
      throws ConfigException {
    List<ConfigFile> documents = new ArrayList<>();
    for (Path file : files) {
      documents.addAll(ConfigFile.readDocuments(file));
    }
    return of(documents, environment, warnings);
  }

  /**
   * The files of an {@code acquisition_dir}: {@code *.yaml}, then {@code *.yml}, by name.
   *
   * @throws ConfigException if it cannot be listed
   */
  public static List<Path> filesOf(Path directory) throws ConfigException {
    List<Path> files = new ArrayList<>();
    for (String glob : List.of("*.yaml", "*.yml")) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
        List<Path> sorted = new ArrayList<>();
        found.forEach(sorted::add);
        sorted.stream().sorted().forEach(files::add);
      } catch (IOException e) {
        throw new ConfigException(
            List.of(new ConfigProblem(directory.toString(), 0, "cannot be listed: " + e)));
      }
    }
    return files;
  }

  /**
   * The documents of a text.
   *
   * @param name stands for the file in messages
   * @throws ConfigException with every problem, by line
   */
  public static List<Acquisition> ofText(String name, String text) throws ConfigException {
    return of(ConfigFile.documentsOfText(name, text), Map.of(), warning -> LOG.warn("{}", warning));
  }

  /** One document; problems go to the section's report. */
  public static Acquisition of(ConfigSection document) {
    return AcquisitionDocument.read(document);
  }

  /**
   * A data source name to be replayed, with the log's own clock.
   *
   * @param dsn such as {@code file:///var/log/auth.log} or {@code journalctl://filters=…}
   * @param type the label that parsers are chosen by
   * @param labels more labels
   * @param transform an expression over {@code evt}; "" for none
   * @throws ConfigException with what is wrong
   */
  public static Acquisition ofDsn(
      String dsn, String type, Map<String, String> labels, String transform)
      throws ConfigException {
    return DataSourceName.parse(dsn, type, labels, transform);
  }

  private static List<Acquisition> of(
      List<ConfigFile> documents, Map<String, String> environment, Consumer<ConfigProblem> warnings)
      throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    List<Acquisition> acquisitions = new ArrayList<>();
    for (ConfigFile document : documents) {
      acquisitions.add(of(document.open(environment, report)));
    }
    report.finish().forEach(warnings);
    return List.copyOf(acquisitions);
  }
}
