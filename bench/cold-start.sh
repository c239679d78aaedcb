#!/usr/bin/env bash
# Process start until the kernel holds N decisions of a LAPI and the rule is in force, beside two floors:
# C that sends prebuilt batches (fill), and C that pulls the same stream and sends it (pull).
#
#   bench/cold-start.sh [N [RUNS [metrics|kernel]]]      1000000 3 metrics
#
# "metrics": done when the gauge fw_bouncer_banned_ips says so; "kernel": when the sets hold N elements,
# for a bouncer without that gauge. The time is always the kernel's last change before that.
# The bouncer is the command in BOUNCER; a configuration file is put after it.
#   OURS=no bench/cold-start.sh N    the floors alone
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly PATIENCE=1200

measure() { # N WAY
  start_stub "$1"
  local pull
  nft -f - <<<$'table ip floor {\nset banned {\ntype ipv4_addr\nflags timeout\n}\n}'
  pull=$("$TARGET/pull" "$LAPI_PORT" | value_of total_ms)
  nft delete table ip floor
  if [[ ${OURS-} == no ]]; then
    echo "pull_ms=$pull"
    return
  fi

  start_witness
  start_bouncer
  if [[ $2 == kernel ]]; then
    await $PATIENCE kernel_holds "$1" || fail "the kernel does not hold $1 elements after $PATIENCE s"
  else
    await $PATIENCE gauge_is "$1" || fail "the gauge has not come to $1 after $PATIENCE s"
    kernel_holds "$1" || fail "the gauge says $1, the kernel: $(tail -n 1 "$work/witness")"
  fi
  echo "ms=$(ms_between "$bouncer_start" "$(last_change)") rss_mb=$(peak_rss_mb "$bouncer") pull_ms=$pull"
}

if is_inside; then
  measure "$@"
  exit
fi

count=${1:-1000000} runs=${2:-3} way=${3:-metrics}
build_native
[[ ${OURS-} == no || $BOUNCER != bin/gatehouse* ]] || bin/gatehouse version >/dev/null || fail "bin/gatehouse does not answer"
for ((run = 0; run < runs; run++)); do
  unshare -n "$TARGET/fill" -n "$count" | value_of kernel_ms >>"$work/floor"
  in_namespace "$count" "$way" | tee -a "$work/runs" >&2
done
floors="floor fill $(median <"$work/floor") ms, floor pull $(value_of pull_ms <"$work/runs" | median) ms"
if [[ ${OURS-} == no ]]; then
  echo "cold start n=$count median of $runs: $floors"
else
  echo "cold start n=$count median of $runs:" \
    "bouncer $(value_of ms <"$work/runs" | median) ms," \
    "peak RSS $(value_of rss_mb <"$work/runs" | median) MB; $floors"
fi
