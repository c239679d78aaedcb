#!/usr/bin/env bash
# What challenges cost the server: a page, a solution, the check of a pass; beside one HMAC.
#
#   bench/challenge.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

bin/gatehouse version >/dev/null || fail "bin/gatehouse does not answer"
java -cp 'daemon/target/lib/*' bench/challenge/ChallengeBench.java "$@"
