# What the bench scripts share; sourced, not run. Everything happens in fresh network namespaces.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TARGET=bench/target
readonly LAPI_PORT=18080 METRICS_PORT=16060
# The command line to measure; the name of a configuration file is put after it.
BOUNCER=${BOUNCER:-bin/gatehouse firewall -c}

started=()
work=$(mktemp -d)

clean_up() {
  for process in "${started[@]}"; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap clean_up EXIT

fail() {
  printf 'bench: %s\n' "$*" >&2
  exit 1
}

# Runs this script once more, in a network of its own, with the words given.
in_namespace() {
  GATEHOUSE_BENCH_INSIDE=yes unshare -n "$0" "$@"
}

is_inside() { [[ ${GATEHOUSE_BENCH_INSIDE-} == yes ]]; }

build_native() { make -s -C bench/native OUT=../target; }

# Waits for a command to succeed: at most $1 seconds, asking ten times a second.
await() {
  local tries=$(($1 * 10))
  shift
  until "$@"; do
    ((tries-- > 0)) || return 1
    sleep 0.1
  done
}

start_stub() { # COUNT [ORIGINS]
  ip link set lo up
  java bench/stub-lapi/StubLapi.java "$LAPI_PORT" "$@" >"$work/stub" &
  started+=($!)
  await 60 grep -sq ready "$work/stub" || fail "the stub LAPI has not started"
}

start_witness() {
  "$TARGET/witness" >"$work/witness" &
  started+=($!)
  await 5 test -s "$work/witness" || fail "the witness has not started"
}

# Debian's file with the least that has to be changed; what the peer does not know it ignores.
write_configuration() {
  cat >"$work/bouncer.yaml" <<YAML
mode: nftables
daemonize: false
log_mode: stdout
log_level: info
update_frequency: 1s
api_url: http://127.0.0.1:$LAPI_PORT/
api_key: bench
disable_ipv6: false
deny_action: DROP
supported_decisions_types: [ban]
blacklists_ipv4: crowdsec-blacklists
blacklists_ipv6: crowdsec6-blacklists
nftables:
  ipv4: {enabled: true, set-only: false, table: crowdsec, chain: crowdsec-chain}
  ipv6: {enabled: true, set-only: false, table: crowdsec6, chain: crowdsec6-chain}
prometheus: {enabled: true, listen_addr: 127.0.0.1, listen_port: $METRICS_PORT}
YAML
}

# Sets bouncer (process id) and bouncer_start (nanoseconds since 1970).
start_bouncer() {
  write_configuration
  bouncer_start=$(date +%s%N)
  # shellcheck disable=SC2086
  $BOUNCER "$work/bouncer.yaml" >"$work/log" 2>&1 &
  bouncer=$!
  started+=("$bouncer")
}

http() { # METHOD PORT TARGET
  { exec 3<>"/dev/tcp/127.0.0.1/$2"; } 2>/dev/null || return 1
  printf '%s %s HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "$1" "$3" >&3
  cat <&3
  exec 3>&-
}

# Whether the bouncer's own gauge has come to a number; 0 until its rule is in force.
gauge_is() {
  alive
  http GET "$METRICS_PORT" /metrics |
    awk -v wanted="$1" '/^fw_bouncer_banned_ips/ {sum += $NF} END {exit !(sum == wanted)}'
}

# Whether all sets of the kernel together hold at least that many elements.
kernel_holds() {
  alive
  (($(tail -n 1 "$work/witness" | cut -d' ' -f3) >= $1))
}

alive() {
  kill -0 "$bouncer" 2>/dev/null || {
    tail -n 20 "$work/log" >&2
    fail "the bouncer has ended"
  }
}

last_change() { tail -n 1 "$work/witness" | cut -d' ' -f1; }

peak_rss_mb() { awk '/^VmHWM/ {printf "%d", $2 / 1024}' "/proc/$1/status"; }

ms_between() { echo $((($2 - $1) / 1000000)); }

median() { sort -n | awk '{line[NR] = $1} END {print line[int((NR + 1) / 2)]}'; }

value_of() { sed -n "s/.*\b$1=\([0-9]*\).*/\1/p"; }

machine() {
  printf '%s; %s CPUs of %s; kernel %s; %s\n' "$(date -u +%F)" "$(nproc)" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)" \
    "$(java -version 2>&1 | head -n 1)"
}
