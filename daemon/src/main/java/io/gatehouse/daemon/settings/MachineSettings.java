package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;

/**
 * How this host's verbs and detector reach a LAPI ({@code api.client}).
 *
 * @param credentials the file with {@code url}, {@code login} and {@code password}
 * @param insecureSkipVerify whether the server's certificate is not checked
 */
public record MachineSettings(Path credentials, boolean insecureSkipVerify) {

  static MachineSettings read(ConfigSection section, EnginePaths paths, NotActedOn later) {
    later.flag(section, "api.client.unregister_on_exit", "unregister_on_exit", false);
    return new MachineSettings(
        section.path("credentials_path", paths.configDir().resolve("local_api_credentials.yaml")),
        section.flag("insecure_skip_verify", false));
  }
}
