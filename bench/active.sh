#!/usr/bin/env bash
# What the decisions of the LAPI cost in memory, and answers from them: startup, delta, lookup, removal;
# then a hundred startup answers over 300,000 at once.
#
#   bench/active.sh [N]      1000000
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

bench() { java -XX:+UseSerialGC "$1" -cp 'daemon/target/lib/*' bench/active/ActiveBench.java "${@:2}"; }

bin/gatehouse version >/dev/null || fail "bin/gatehouse does not answer"
bench -Xmx1g "${1:-1000000}"
bench -Xmx256m 300000 100
