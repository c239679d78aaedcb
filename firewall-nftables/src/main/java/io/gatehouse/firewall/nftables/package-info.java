/**
 * Enforces measures in the Linux kernel through nf_tables.
 *
 * <p>Three doors: {@link io.gatehouse.firewall.nftables.NftablesConfig} says where, {@link
 * io.gatehouse.firewall.nftables.NftablesEnforcer} keeps the kernel in step, {@link
 * io.gatehouse.firewall.nftables.NftablesInventory} lists and removes what it left behind.
 *
 * <p>The layers, each knowing only those before it: {@code NetlinkWriter} and {@code NetlinkReader}
 * (bytes), the ruleset as a value ({@code Ruleset} down to {@code Expression}) and its messages
 * ({@code RulesetWriter}), {@code ElementBatch} (a transaction's worth of elements in columns),
 * {@code NetlinkSocket} (the native edge), {@code KernelFeatures}, then the plan and its execution.
 * Knows neither LAPI nor the decision store.
 */
@NullMarked
package io.gatehouse.firewall.nftables;

import org.jspecify.annotations.NullMarked;
