#!/usr/bin/env bash
# CLIENTS bouncers pull all of N decisions at the same moment, while one more polls for changes.
#
#   bench/lapi-storm.sh [N [CLIENTS]]      300000 100
source "$(dirname "${BASH_SOURCE[0]}")/lapi-common.sh"

measure() { # N CLIENTS
  ip link set lo up
  start_lapi
  import_ours "$1"
  local everybody poller
  everybody=$(lapi_cli bouncers add everybody -o raw)
  poller=$(lapi_cli bouncers add poller -o raw)
  "$TARGET/drain" "$SERVER_PORT" '/v1/decisions/stream?startup=true' "$everybody" "$2" \
    '/v1/decisions/stream' "$poller" >"$work/storm"
  cat "$work/storm" >&2
  echo "storm n=$1 clients=$2: all served in $(value_of ms <"$work/storm") ms;" \
    "$(value_of polls <"$work/storm") polls for changes, median $(value_of median_us <"$work/storm") us," \
    "slowest $(value_of slowest_us <"$work/storm") us; peak RSS $(peak_rss_mb "$lapi") MB"
}

if is_inside; then
  measure "$@"
else
  prepare "${1:-300000}" "${2:-100}"
fi
