package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where alerts and decisions are kept ({@code db_config}).
 *
 * @param path the SQLite file
 * @param flush what is thrown away by itself
 */
public record DatabaseSettings(Path path, FlushSettings flush) {
  private static final List<String> OF_SERVERS =
      List.of(
          "user", "db_name", "host", "sslmode", "ssl_ca_cert", "ssl_client_cert", "ssl_client_key");

  static DatabaseSettings read(ConfigSection section, EnginePaths paths, NotActedOn later) {
    section.value("type", "sqlite", DatabaseSettings::onlySqlite);
    OF_SERVERS.forEach(key -> later.text(section, "db_config." + key, key, ""));
    later.number(section, "db_config.port", "port", 0, 65535);
    later.note("db_config.password", section.secret("password").isEmpty(), true);
    later.text(section, "db_config.log_level", "log_level", "info");
    later.number(section, "db_config.max_open_conns", "max_open_conns", 100, 100_000);
    later.number(section, "db_config.decision_bulk_size", "decision_bulk_size", 1000, 2000);
    if (!section.flag("use_wal", true)) {
      section.warn("use_wal", "has no effect: the database is always written ahead to a log");
    }
    return new DatabaseSettings(
        section.path("db_path", paths.dataDir().resolve("gatehouse.db")),
        FlushSettings.read(section));
  }

  private static String onlySqlite(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "sqlite" -> "sqlite";
      case "mysql", "pgx", "postgres", "postgresql" ->
          throw new IllegalArgumentException(
              "this version keeps its data in SQLite only; write sqlite, or leave the key out");
      default -> throw new IllegalArgumentException("write sqlite");
    };
  }
}
