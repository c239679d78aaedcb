package io.gatehouse.policy;

import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Situation.Part;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A range, taken apart into the shared networks in it and the rest. */
final class RangeParts {
  /** Beyond this many networks the pieces are not even counted. */
  private static final int MOST_NETWORKS = 1024;

  /** A piece, and which part of the range it belongs to. */
  record Piece(IpPrefix prefix, Part part) {}

  private RangeParts() {}

  /**
   * The pieces in address order; one, where no network overlaps the range, where it lies in one, or
   * where the rest would fall into more than {@code mostPieces}.
   */
  static List<Piece> of(IpPrefix range, Collection<IpPrefix> networks, int mostPieces) {
    List<IpPrefix> shared = networks.stream().filter(range::overlaps).toList();
    if (shared.isEmpty()) {
      return List.of(new Piece(range, Part.WHOLE));
    }
    if (shared.stream().anyMatch(network -> network.contains(range))) {
      return List.of(new Piece(range, Part.SHARED_NETWORK));
    }
    if (shared.size() > MOST_NETWORKS) {
      return List.of(new Piece(range, Part.TANGLED));
    }
    List<IpPrefix> rest = range.minus(shared);
    return rest.size() > mostPieces
        ? List.of(new Piece(range, Part.TANGLED))
        : inOrder(rest, outermost(shared));
  }

  private static List<Piece> inOrder(List<IpPrefix> rest, List<IpPrefix> shared) {
    return Stream.concat(pieces(rest, Part.REST), pieces(shared, Part.SHARED_NETWORK))
        .sorted(Comparator.comparing(Piece::prefix))
        .toList();
  }

  private static Stream<Piece> pieces(List<IpPrefix> prefixes, Part part) {
    return prefixes.stream().map(prefix -> new Piece(prefix, part));
  }

  private static List<IpPrefix> outermost(Collection<IpPrefix> shared) {
    return shared.stream()
        .filter(
            one -> shared.stream().noneMatch(other -> !other.equals(one) && other.contains(one)))
        .toList();
  }
}
