# What the scripts about our own LAPI share; sourced, not run. Their network is a namespace of its own.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly SERVER_PORT=18088 NGINX_PORT=18089
PEERS=${GATEHOUSE_PEERS:-build/peers}

# Runs this script inside a fresh network, built and warm; the words are those of the whole script.
prepare() {
  build_native
  bin/gatehouse version >/dev/null || fail "bin/gatehouse does not answer"
  [[ -x $PEERS/usr/bin/crowdsec ]] || fail "$PEERS has no crowdsec; .ci/run unpacks it, or set GATEHOUSE_PEERS"
  in_namespace "$@"
}

listens() { { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; }

# One value a line: 100.64.0.0/10 and what follows, so that no two are the same.
values() { # N
  awk -v n="$1" 'BEGIN {for (i = 0; i < n; i++) printf "%d.%d.%d.%d\n", 100 + i / 16777216, i / 65536 % 256, i / 256 % 256, i % 256}'
}

csv() { # N
  echo 'duration,scope,value,reason,type'
  values "$1" | awk '{print "24h,ip," $0 ",bench,ban"}'
}

lapi_configuration() { # DIRECTORY
  mkdir -p "$1"/{hub,notifications,plugins,data}
  echo 'simulation: false' >"$1/simulation.yaml"
  cat >"$1/profiles.yaml" <<'YAML'
name: default_ip_remediation
filters:
 - Alert.Remediation == true && Alert.GetScope() == "Ip"
decisions:
 - type: ban
   duration: 4h
on_success: break
YAML
  cat >"$1/config.yaml" <<YAML
common: {daemonize: false, log_media: stdout, log_level: warning, working_dir: $1}
config_paths:
  config_dir: $1
  data_dir: $1/data
  simulation_path: $1/simulation.yaml
  hub_dir: $1/hub
  index_path: $1/hub/.index.json
  notification_dir: $1/notifications
  plugin_dir: $1/plugins
cscli: {output: human}
db_config: {type: sqlite, db_path: $1/data/lapi.db, use_wal: true}
api:
  client: {credentials_path: $1/local_api_credentials.yaml}
  server:
    log_level: warning
    listen_uri: 127.0.0.1:$SERVER_PORT
    profiles_path: $1/profiles.yaml
prometheus: {enabled: false}
YAML
}

# Sets lapi (process id). Its command line is lapi_cli.
start_lapi() {
  lapi_configuration "$work/ours"
  bin/gatehouse lapi serve -c "$work/ours/config.yaml" >"$work/lapi.log" 2>&1 &
  lapi=$!
  started+=("$lapi")
  await 30 listens "$SERVER_PORT" || {
    cat "$work/lapi.log" >&2
    fail "our LAPI does not answer"
  }
}

lapi_cli() { bin/gatehouse "$@" -c "$work/ours/config.yaml"; }

stop_lapi() {
  kill "$lapi" 2>/dev/null || true
  wait "$lapi" 2>/dev/null || true
}

# As start_lapi and lapi_cli, of Debian's CrowdSec.
start_peer() {
  lapi_configuration "$work/peer"
  peer_cli machines add -a --force >/dev/null 2>&1
  "$PEERS/usr/bin/crowdsec" -c "$work/peer/config.yaml" -no-cs >"$work/peer.log" 2>&1 &
  peer=$!
  started+=("$peer")
  await 30 listens "$SERVER_PORT" || {
    cat "$work/peer.log" >&2
    fail "Debian's CrowdSec does not answer"
  }
}

peer_cli() { "$PEERS/usr/bin/cscli" -c "$work/peer/config.yaml" "$@"; }

stop_peer() {
  kill "$peer" 2>/dev/null || true
  wait "$peer" 2>/dev/null || true
}

import_ours() { # N
  csv "$1" >"$work/decisions.csv"
  lapi_cli decisions import -i "$work/decisions.csv" --format csv >"$work/import.log" 2>&1 || {
    tail -n 5 "$work/import.log" >&2
    fail "the import failed"
  }
}

# A server of files with nothing to do but that.
start_nginx() { # DIRECTORY
  cat >"$work/nginx.conf" <<CONF
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
http {
  access_log off;
  sendfile on;
  server { listen 127.0.0.1:$NGINX_PORT; root $1; }
}
CONF
  nginx -c "$work/nginx.conf" -g 'daemon off;' 2>"$work/nginx.err" &
  started+=($!)
  await 10 listens "$NGINX_PORT" || fail "nginx has not started: $(cat "$work/nginx.err")"
}

milliseconds() { # COMMAND...
  local start
  start=$(date +%s%N)
  "$@" >"$work/out" 2>&1 || {
    tail -n 5 "$work/out" >&2
    fail "$* failed"
  }
  ms_between "$start" "$(date +%s%N)"
}
