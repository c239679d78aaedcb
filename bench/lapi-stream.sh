#!/usr/bin/env bash
# A first pull of N decisions by one bouncer, beside nginx serving the same bytes as a file to the same
# client, which throws them away.
#
#   bench/lapi-stream.sh [N [RUNS]]      1000000 5
source "$(dirname "${BASH_SOURCE[0]}")/lapi-common.sh"

readonly TARGET_PATH='/v1/decisions/stream?startup=true'

measure() { # N RUNS
  ip link set lo up
  start_lapi
  import_ours "$1"
  local key
  key=$(lapi_cli bouncers add bench -o raw)
  mkdir "$work/files"
  chmod 755 "$work" "$work/files"
  http_with_key "$SERVER_PORT" "$TARGET_PATH" "$key" | sed '1,/^\r$/d' >"$work/files/stream"
  start_nginx "$work/files"
  for ((run = 0; run < $2; run++)); do
    "$TARGET/drain" "$SERVER_PORT" "$TARGET_PATH" "$key" >>"$work/ours.runs"
    "$TARGET/drain" "$NGINX_PORT" /stream none >>"$work/floor"
  done
  head -n 1 "$work/ours.runs" >&2
  echo "stream n=$1 median of $2: ours $(value_of ms <"$work/ours.runs" | median) ms" \
    "(first $(head -n 1 "$work/ours.runs" | value_of ms)), nginx $(value_of ms <"$work/floor" | median) ms," \
    "$(head -n 1 "$work/floor" | value_of bytes) bytes, peak RSS $(peak_rss_mb "$lapi") MB"
}

http_with_key() { # PORT TARGET KEY
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.0\r\nHost: bench\r\nX-Api-Key: %s\r\n\r\n' "$2" "$3" >&3
  cat <&3
  exec 3>&-
}

if is_inside; then
  measure "$@"
else
  prepare "${1:-1000000}" "${2:-5}"
fi
