#!/usr/bin/env bash
# Debian's crowdsec-firewall-bouncer and ours on the same stub, same number, same witness.
# GATEHOUSE_PEERS names the directory with the unpacked packages; .ci/run makes build/peers.
#
#   bench/peer.sh [N]      20000; at 100000 the peer takes minutes
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

count=${1:-20000}
peer=${GATEHOUSE_PEERS:-build/peers}/usr/bin/crowdsec-firewall-bouncer
[[ -x $peer ]] || fail "$peer is not there; .ci/run unpacks it, or set GATEHOUSE_PEERS"

echo "peer:"
OURS=yes BOUNCER="$peer -c" bench/cold-start.sh "$count" 1 kernel
if [[ ${OURS-} != no ]]; then
  echo "ours:"
  bench/cold-start.sh "$count" 3
fi
