package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.RangeParts.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangePartsTest {
  private static final IpPrefix RANGE = IpPrefix.parse("198.51.100.0/24");

  @Test
  void a_network_is_taken_out_of_the_middle() {
    assertThat(parts("198.51.100.64/26"))
        .containsExactly(
            "198.51.100.0/26 REST", "198.51.100.64/26 SHARED_NETWORK", "198.51.100.128/25 REST");
  }

  @Test
  void of_nested_networks_the_outer_one_counts() {
    assertThat(parts("198.51.100.128/25", "198.51.100.192/26"))
        .containsExactly("198.51.100.0/25 REST", "198.51.100.128/25 SHARED_NETWORK");
  }

  @Test
  void networks_side_by_side_may_leave_nothing() {
    assertThat(parts("198.51.100.0/25", "198.51.100.128/25"))
        .containsExactly("198.51.100.0/25 SHARED_NETWORK", "198.51.100.128/25 SHARED_NETWORK");
  }

  @Test
  void a_range_inside_a_network_is_all_shared() {
    assertThat(parts("198.51.0.0/16")).containsExactly("198.51.100.0/24 SHARED_NETWORK");
    assertThat(parts("198.51.100.0/24")).containsExactly("198.51.100.0/24 SHARED_NETWORK");
  }

  @Test
  void networks_elsewhere_do_not_matter() {
    assertThat(parts("192.0.2.0/24", "2001:db8::/32")).containsExactly("198.51.100.0/24 WHOLE");
  }

  @Test
  void a_range_is_taken_into_64_pieces_and_not_into_65() {
    IpPrefix range = IpPrefix.parse("10.0.0.0/20");

    assertThat(RangeParts.of(range, everySecondOf(64), 64)).hasSize(64 + 192);
    assertThat(RangeParts.of(range, everySecondOf(65), 64)).hasSize(1);
  }

  @Test
  void thousands_of_networks_are_not_even_counted() {
    List<IpPrefix> hosts =
        IntStream.range(0, 4096)
            .mapToObj(host -> IpPrefix.of(IpAddress.ofIpv4(0x0A000000 + host)))
            .toList();

    assertThat(RangeParts.of(IpPrefix.parse("10.0.0.0/20"), hosts, 64))
        .extracting(Piece::part)
        .containsExactly(Situation.Part.TANGLED);
  }

  /**
   * Networks of 16 addresses that leave this many pieces of 16 between them, in the first half, and
   * no other: what follows is shared.
   */
  private static List<IpPrefix> everySecondOf(int pieces) {
    IntStream firsts = IntStream.range(0, 256).filter(i -> i % 2 == 0 || i >= 2 * pieces);
    return firsts
        .mapToObj(i -> IpPrefix.of(IpAddress.ofIpv4(0x0A000000 + 16 * i), 28))
        .filter(prefix -> IpPrefix.parse("10.0.0.0/20").contains(prefix))
        .toList();
  }

  private static List<String> parts(String... networks) {
    return RangeParts.of(RANGE, Arrays.stream(networks).map(IpPrefix::parse).toList(), 64).stream()
        .map(piece -> piece.prefix() + " " + piece.part())
        .toList();
  }
}
