#!/usr/bin/env bash
# GET /v1/decisions?ip= by 8 connections for addresses of which half are banned: ours with N decisions,
# Debian's CrowdSec with M.
#
#   bench/lapi-live.sh [N [M [SECONDS]]]      1000000 100000 10
#   OURS=no, PEER=no                          leave one out
source "$(dirname "${BASH_SOURCE[0]}")/lapi-common.sh"

# Asks for addresses of the first 2 N of values(), so that every second one is a hit.
question() { # N KEY
  cat <<LUA
local span = 2 * $1
function request()
  local i = math.random(0, span - 1)
  local path = string.format("/v1/decisions?ip=%d.%d.%d.%d", 100 + math.floor(i / 16777216),
    math.floor(i / 65536) % 256, math.floor(i / 256) % 256, i % 256)
  return wrk.format("GET", path, {["X-Api-Key"] = "$2", ["User-Agent"] = "bench/v1"})
end
LUA
}

ask() { # N KEY SECONDS
  question "$1" "$2" >"$work/question.lua"
  wrk -t 1 -c 8 -d "$3s" --latency -s "$work/question.lua" "http://127.0.0.1:$SERVER_PORT" >"$work/wrk"
  awk '/Requests\/sec/ {rate = $2} /99%/ {p99 = $2} /50%/ {p50 = $2} /Non-2xx/ {bad = ", not 2xx: " $NF}
    END {printf "%s req/s, p50 %s, p99 %s%s", rate, p50, p99, bad}' "$work/wrk"
}

# Its own import takes minutes, so the rows are written into its file, as it would write them.
fill_peer() { # N
  sqlite3 "$work/peer/data/lapi.db" <<SQL
PRAGMA journal_mode=WAL;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
INSERT INTO decisions (created_at, updated_at, until, scenario, type, start_ip, end_ip, start_suffix,
  end_suffix, ip_size, scope, value, origin, simulated)
SELECT datetime('now'), datetime('now'), datetime('now', '+1 day') || '+00:00', 'bench', 'ban',
  1677721600 + i - 9223372036854775807, 1677721600 + i - 9223372036854775807,
  -9223372036854775807, -9223372036854775807, 4, 'Ip',
  (100 + i / 16777216) || '.' || (i / 65536 % 256) || '.' || (i / 256 % 256) || '.' || (i % 256), 'cscli', 0
FROM n;
SQL
}

measure() { # N M SECONDS
  ip link set lo up
  if [[ ${OURS-} != no ]]; then
    start_lapi
    import_ours "$1"
    local key
    key=$(lapi_cli bouncers add bench -o raw)
    ask "$1" "$key" 5 >/dev/null # warm: the compiler has seen it
    echo "live n=$1: ours $(ask "$1" "$key" "$3"), peak RSS $(peak_rss_mb "$lapi") MB"
    stop_lapi
  fi
  [[ ${PEER-} != no ]] || return 0
  start_peer
  key=$(peer_cli bouncers add bench -o raw)
  fill_peer "$2" >/dev/null
  echo "live n=$2: Debian's CrowdSec $(ask "$2" "$key" "$3")"
}

if is_inside; then
  measure "$@"
else
  prepare "${1:-1000000}" "${2:-100000}" "${3:-10}"
fi
