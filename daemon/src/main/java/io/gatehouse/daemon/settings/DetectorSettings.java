package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the detector reads ({@code crowdsec_service}).
 *
 * @param enabled whether there is one
 * @param acquisition the file that says where lines come from; {@code acquis.yaml} beside the
 *     configuration where the key is left out and the file is there
 * @param acquisitionDir a directory of such files; {@code acquis.d} likewise
 */
public record DetectorSettings(
    boolean enabled, Optional<Path> acquisition, Optional<Path> acquisitionDir) {

  private static final int MANY = 1_000_000;

  static DetectorSettings read(ConfigSection section, NotActedOn later) {
    String name = "crowdsec_service.";
    for (String key : new String[] {"parser_routines", "buckets_routines", "output_routines"}) {
      later.number(section, name + key, key, 1, MANY);
    }
    later.text(section, name + "console_context_path", "console_context_path", "");
    String length = "console_context_value_length";
    later.number(section, name + length, length, 4000, MANY);
    section.ignored("state_input_file", "the detector keeps no state in a file");
    section.ignored("state_output_dir", "the detector keeps no state in a file");
    return new DetectorSettings(
        section.flag("enable", true),
        section.path("acquisition_path"),
        section.path("acquisition_dir"));
  }
}
