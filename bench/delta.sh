#!/usr/bin/env bash
# A delta of SIZE new addresses on top of N: answer handed to the socket until the kernel has the last one.
# The first is cold, the others are warm. The floor is C that sends one batch of as many.
#
#   bench/delta.sh [SIZE [N [TIMES]]]      1000 100000 10
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

answered() { [[ $(grep -c '^delta' "$work/stub") -ge $1 ]]; }

measure() { # SIZE N TIMES
  local size=$1 count=$2 times=$3 handed
  start_stub "$count"
  start_witness
  start_bouncer
  await 300 gauge_is "$count" || fail "the gauge has not come to $count"
  for ((i = 1; i <= times; i++)); do
    http POST "$LAPI_PORT" "/stub/delta?new=$size" >/dev/null
    await 30 answered "$i" || fail "nobody has asked for the delta"
    await 30 kernel_holds $((count + i * size)) || { tail -n 30 "$work/log" >&2; tail -3 "$work/witness" >&2; cat "$work/stub" >&2; fail "delta $i is not in the kernel"; }
    handed=$(sed -n 's/^delta //p' "$work/stub" | tail -n 1)
    ms_between "$handed" "$(last_change)"
  done
}

if is_inside; then
  measure "$@"
  exit
fi

size=${1:-1000} count=${2:-100000} times=${3:-10}
build_native
in_namespace "$size" "$count" "$times" >"$work/runs"
for _ in 1 2 3; do unshare -n "$TARGET/fill" -n "$size" | value_of kernel_ms >>"$work/floor"; done
echo "delta of $size on $count: cold $(head -n 1 "$work/runs") ms, warm" \
  "$(tail -n +2 "$work/runs" | median) ms (median of $((times - 1))); floor $(median <"$work/floor") ms"
