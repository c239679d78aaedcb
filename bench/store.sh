#!/usr/bin/env bash
# What the decision store costs: heap for each decision, and the time to fill, reconcile, sweep and match.
#
#   bench/store.sh [N]      1000000
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

bin/gatehouse version >/dev/null || fail "bin/gatehouse does not answer"
java -XX:+UseSerialGC -Xmx1g -cp 'daemon/target/lib/*' bench/store/StoreBench.java "$@"
