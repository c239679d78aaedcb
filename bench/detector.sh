#!/usr/bin/env bash
# A log replayed from a file with the hub's rules, no LAPI: lines per CPU second and peak RSS of the whole
# process, JVM start included. First with the hub's collections; then, because Debian's CrowdSec is too old for
# some of their rules, both programs on one configuration folder with those that it knows, Debian's on the head
# of the same log (it is slow); and fail2ban-regex on that head where it is installed.
#
#   GATEHOUSE_HUB=DIR bench/detector.sh [LINES [PEER_LINES]]      1000000 20000
#   PEER=no …                                                     leaves Debian's out
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly HUB=${GATEHOUSE_HUB:?name a folder in the form of the hub} LINES=${1:-1000000} PEER_LINES=${2:-20000}
readonly PEERS=${GATEHOUSE_PEERS:-build/peers}

# Runs a command; prints "CPU-seconds RSS-MB".
cost() {
  /usr/bin/time -f '%U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || fail "failed: $* $(tail -n 3 "$work/err")"
  awk '{ printf "%.2f %d", $1 + $2, $3 / 1024 }' "$work/time"
}

tell() { # NAME LINES CPU RSS
  awk -v what="$1" -v n="$2" -v cpu="$3" -v rss="$4" \
    'BEGIN { printf "%s: %d lines, %.1f CPU s, %d lines per CPU s, peak RSS %d MB\n", what, n, cpu, n / cpu, rss }'
}

ours() { # LOG TYPE COLLECTION...
  local log=$1 type=$2 words=()
  shift 2
  for name in "$@"; do words+=(--collection "$name"); done
  cost bin/gatehouse detector run -c "$work/config.yaml" -dsn "file://$log" -type "$type" -no-api "${words[@]}"
}

# Debian's version knows no label but texts, and no cache for a data file.
plain() {
  awk '/^labels:/ { print "labels: {service: bench, type: bench, remediation: true}"; skips = 1; next }
    /^[^ ]/ { skips = 0 } !skips && !/^ +(cache|strategy|size|ttl):/'
}

# A configuration of its own: the rules' files, copied flat as an installation does.
peer_configuration() { # SCENARIO...
  rm -rf "$work/peer"
  mkdir -p "$work"/peer/{hub,config/{parsers/{s00-raw,s01-parse,s02-enrich},scenarios,postoverflows},data}
  cp -r "$HUB/patterns" "$work/peer/config/patterns"
  cp "$HUB"/parsers/s00-raw/crowdsecurity/syslog-logs.yaml "$work/peer/config/parsers/s00-raw/"
  cp "$HUB"/parsers/s02-enrich/crowdsecurity/{dateparse-enrich,http-logs}.yaml "$work/peer/config/parsers/s02-enrich/"
  cp "$HUB"/parsers/s01-parse/crowdsecurity/{sshd,nginx}-logs.yaml "$work/peer/config/parsers/s01-parse/"
  cp "$HUB"/data/* "$work/peer/data/"
  for scenario in "$@"; do
    plain <"$HUB/scenarios/crowdsecurity/$scenario.yaml" >"$work/peer/config/scenarios/$scenario.yaml"
  done
  printf '{"parsers": {}, "scenarios": {}, "postoverflows": {}, "collections": {}}' >"$work/peer/hub/.index.json"
  cat >"$work/peer/config.yaml" <<YAML
common: {daemonize: false, log_media: stdout, log_level: error, working_dir: .}
config_paths: {config_dir: $work/peer/config, data_dir: $work/peer/data, simulation_path: $work/peer/simulation.yaml,
  hub_dir: $work/peer/hub, index_path: $work/peer/hub/.index.json}
crowdsec_service: {acquisition_path: $work/peer/acquis.yaml, parser_routines: 1}
db_config: {type: sqlite, db_path: $work/peer/data/crowdsec.db}
api: {client: {credentials_path: $work/peer/credentials.yaml}}
prometheus: {enabled: false}
YAML
  printf 'url: http://127.0.0.1:%s/\nlogin: none\npassword: none\n' "$(<"$work/port")" \
    >"$work/peer/credentials.yaml"
  printf 'simulation: false\n' >"$work/peer/simulation.yaml"
  printf '' >"$work/peer/acquis.yaml"
}

replay() { # LOG TYPE COMMAND...
  local log=$1 type=$2
  shift 2
  cost "$@" -c "$work/peer/config.yaml" -dsn "file://$log" -type "$type" -no-api
}

measure() { # KIND TYPE COLLECTION SCENARIO...
  local kind=$1 type=$2 collection=$3
  shift 3
  java bench/logs/LogLines.java "$kind" "$LINES" >"$work/$kind.log"
  head -n "$PEER_LINES" "$work/$kind.log" >"$work/$kind-head.log"
  # shellcheck disable=SC2046
  tell "detector $kind, ours" "$LINES" $(ours "$work/$kind.log" "$type" crowdsecurity/linux "$collection")
  if [[ ${PEER-} != no && -x $PEERS/usr/bin/crowdsec ]]; then
    peer_configuration "$@"
    # shellcheck disable=SC2046
    tell "detector $kind, ours, rules of Debian's" "$LINES" \
      $(replay "$work/$kind.log" "$type" bin/gatehouse detector run)
    # shellcheck disable=SC2046
    tell "detector $kind, ours, rules and lines of Debian's" "$PEER_LINES" \
      $(replay "$work/$kind-head.log" "$type" bin/gatehouse detector run)
    # shellcheck disable=SC2046
    tell "detector $kind, Debian's CrowdSec" "$PEER_LINES" \
      $(replay "$work/$kind-head.log" "$type" "$PEERS/usr/bin/crowdsec")
  fi
  if [[ $kind == sshd ]] && command -v fail2ban-regex >/dev/null; then
    # shellcheck disable=SC2046
    tell "detector $kind, fail2ban-regex" "$PEER_LINES" $(cost fail2ban-regex "$work/$kind-head.log" sshd)
  fi
}

# What is built at the first start is not measured.
bin/gatehouse version >/dev/null

# Debian's logs in at a LAPI even with -no-api.
java bench/stub-lapi/WatcherStub.java >"$work/port" &
started+=($!)
await 30 test -s "$work/port" || fail "the stub LAPI has not started"

cat >"$work/config.yaml" <<YAML
config_paths: {hub_dir: $HUB, data_dir: $work/data}
common: {log_level: error}
YAML
mkdir -p "$work/data"
measure sshd syslog crowdsecurity/sshd ssh-bf ssh-slow-bf
measure nginx nginx crowdsecurity/nginx http-probing http-sensitive-files http-crawl-non_statics http-bad-user-agent http-path-traversal-probing
