package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keys of CrowdSec's file that belong to parts which Gatehouse does not have yet: the central API,
 * plugins, threat intelligence. They are read and checked, so that a file can stay as it is.
 */
final class OtherParts {
  private static final int MANY = 1_000_000;

  private OtherParts() {}

  static void read(
      ConfigSection root,
      ConfigSection server,
      ConfigSection intelligence,
      EnginePaths paths,
      NotActedOn later) {
    server(server, paths, later);
    centralApi(server.section("online_client"), later);
    intelligence(intelligence, later);
    ConfigSection plugins = root.section("plugin_config");
    later.text(plugins, "plugin_config.user", "user", "nobody");
    later.text(plugins, "plugin_config.group", "group", "nogroup");
  }

  private static void server(ConfigSection section, EnginePaths paths, NotActedOn later) {
    String name = "api.server.";
    Path console = paths.configDir().resolve("console.yaml");
    later.note(name + "console_path", section.path("console_path", console), console);
    later.text(section, name + "log_level", "log_level", "");
    later.text(section, name + "papi_log_level", "papi_log_level", "");
    later.text(section, name + "log_media", "log_media", "");
    later.text(section, name + "capi_whitelists_path", "capi_whitelists_path", "");
    String export = "disable_usage_metrics_export";
    later.flag(section, name + export, export, false);
  }

  private static void centralApi(ConfigSection section, NotActedOn later) {
    String name = "api.server.online_client.";
    later.text(section, name + "credentials_path", "credentials_path", "");
    later.flag(section, name + "sharing", "sharing", true);
    ConfigSection pull = section.section("pull");
    later.flag(pull, name + "pull.community", "community", true);
    later.flag(pull, name + "pull.blocklists", "blocklists", true);
  }

  private static void intelligence(ConfigSection section, NotActedOn later) {
    String name = "api.cti.";
    later.flag(section, name + "enabled", "enabled", false);
    later.note(name + "key", section.secret("key").isEmpty(), true);
    Duration kept = Duration.ofMinutes(10);
    later.note(
        name + "cache_timeout", section.duration("cache_timeout", kept, Duration.ZERO), kept);
    later.number(section, name + "cache_size", "cache_size", 100, MANY);
    later.text(section, name + "log_level", "log_level", "");
  }
}
