/**
 * The firewall bouncer's file as values: {@link FirewallConfig} is the door. Keys, spellings and
 * defaults are upstream's where upstream has them (repo:cs-firewall-bouncer/pkg/cfg); every default
 * stands here and nowhere else. Knows neither LAPI nor kernel: it says what was asked for.
 */
@NullMarked
package io.gatehouse.daemon.settings;

import org.jspecify.annotations.NullMarked;
