#!/usr/bin/env bash
# What the rules cost a packet that no entry matches, N entries of ten origins with counters:
# against an empty chain, the least layout (one map from address to counter), and the peer's (a set, a
# counter and a rule for each origin).
#
#   bench/packet-cost.sh [N [ROUNDS]]      1000000 9
#   OURS=no bench/packet-cost.sh           leaves the bouncer out
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly HOOK='type filter hook prerouting priority -300'

empty() { nft -f - <<<"table inet t {"$'\n'"chain c {"$'\n'"$HOOK"$'\n'"}"$'\n'"}"; }

map() { # N
  {
    echo 'table inet t {'
    for i in {0..9}; do printf 'counter o%d {\n}\n' "$i"; done
    printf 'map m {\ntype ipv4_addr : counter\nflags timeout\n}\n'
    printf 'chain c {\n%s\ncounter name ip saddr map @m drop\n}\n}\n' "$HOOK"
  } | nft -f -
  for i in {0..9}; do
    "$TARGET/fill" -n $(($1 / 10)) -x $((i * $1 / 10)) -f inet -t t -s m -o "o$i" >/dev/null
  done
}

peer() { # N
  {
    echo 'table ip t {'
    for i in {0..9}; do
      printf 'counter o%d {\n}\nset s%d {\ntype ipv4_addr\nflags timeout\n}\n' "$i" "$i"
    done
    printf 'chain c {\n%s\n' "$HOOK"
    for i in {0..9}; do printf 'ip saddr @s%d counter name o%d drop\n' "$i" "$i"; done
    printf '}\n}\n'
  } | nft -f -
  for i in {0..9}; do
    "$TARGET/fill" -n $(($1 / 10)) -x $((i * $1 / 10)) -f ip -t t -s "s$i" >/dev/null
  done
}

ours() { # N
  start_stub "$1" 10
  start_witness
  start_bouncer
  await 300 gauge_is "$1" || fail "the gauge has not come to $1"
}

if is_inside; then
  ip link set lo up
  "$1" "$2"
  "$TARGET/packets" "$3" | value_of best_ns
  exit
fi

count=${1:-1000000} rounds=${2:-9}
layouts=(empty map peer)
[[ ${OURS-} == no ]] || layouts+=(ours)
build_native
for _ in 1 2 3; do
  for layout in "${layouts[@]}"; do
    in_namespace "$layout" "$count" "$rounds" >>"$work/$layout"
  done
done
base=$(sort -n "$work/empty" | head -n 1)
echo "packet cost n=$count: empty chain $base ns"
for layout in "${layouts[@]:1}"; do
  best=$(sort -n "$work/$layout" | head -n 1)
  echo "  $layout $best ns, +$((best - base))"
done
