/**
 * The program's files as values: {@link FirewallConfig} is the firewall bouncer's, {@link
 * EngineConfig} CrowdSec's {@code config.yaml}. Keys, spellings and defaults are upstream's where
 * upstream has them (repo:cs-firewall-bouncer/pkg/cfg, repo:crowdsec/pkg/csconfig); every default
 * stands here and nowhere else. Knows neither LAPI nor kernel: it says what was asked for.
 */
@NullMarked
package io.gatehouse.daemon.settings;

import org.jspecify.annotations.NullMarked;
