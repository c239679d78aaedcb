#!/usr/bin/env bash
# An import of N decisions through the command line, from its start until it has ended: ours, Debian's
# CrowdSec, and the floor: the sqlite3 shell writing the same rows with three indexes into a file.
#
#   bench/lapi-import.sh [N [RUNS]]      100000 3
#   PEER=no …                            leaves Debian's out: it takes a minute
source "$(dirname "${BASH_SOURCE[0]}")/lapi-common.sh"

floor() {
  csv "$1" | tail -n +2 >"$work/rows.csv"
  rm -f "$work"/floor.db*
  sqlite3 "$work/floor.db" <<SQL
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE decisions (duration TEXT, scope TEXT, value TEXT, scenario TEXT, type TEXT);
CREATE INDEX one ON decisions (value);
CREATE INDEX two ON decisions (scope, type, value);
CREATE INDEX three ON decisions (duration);
.mode csv
.import $work/rows.csv decisions
SQL
}

measure() { # N RUNS
  ip link set lo up
  csv "$1" >"$work/decisions.csv"
  for ((run = 0; run < $2; run++)); do
    milliseconds floor "$1" >>"$work/floor.ms"
    rm -rf "$work/ours"
    start_lapi
    milliseconds lapi_cli decisions import -i "$work/decisions.csv" --format csv >>"$work/ours.ms"
    echo "rss=$(peak_rss_mb "$lapi")" >>"$work/ours.rss"
    stop_lapi
  done
  echo "import n=$1 median of $2: ours $(median <"$work/ours.ms") ms," \
    "server's peak RSS $(value_of rss <"$work/ours.rss" | median) MB; floor sqlite3 $(median <"$work/floor.ms") ms"
  [[ ${PEER-} != no ]] || return 0
  start_peer
  echo "import n=$1 once: Debian's CrowdSec $(milliseconds peer_cli decisions import -i "$work/decisions.csv") ms"
}

if is_inside; then
  measure "$@"
else
  prepare "${1:-100000}" "${2:-3}"
fi
