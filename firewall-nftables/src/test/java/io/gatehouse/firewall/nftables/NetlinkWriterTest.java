package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.Ruleset.NamedSet;
import io.gatehouse.firewall.nftables.Ruleset.SetKind;
import io.gatehouse.firewall.nftables.Ruleset.TableFamily;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that the kernel was seen to accept. */
class NetlinkWriterTest {
  private static final TableName TABLE = new TableName(TableFamily.IP, "t");
  private static final BanMap SET = newSet();
  private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1");

  @BeforeEach
  void needs_little_endian() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the bytes are little-endian");
  }

  @Test
  void a_batch_with_a_table() {
    NetlinkWriter writer = new NetlinkWriter(256, 1).beginBatch();
    writer.begin(Nft.Message.NEW_TABLE, Netlink.CREATE, 2).text(Nft.TableAttribute.NAME, "t").end();
    writer.endBatch();

    assertThat(hex(writer))
        .isEqualTo(
            "140000001000010001000000000000000000000a"
                + "1c000000000a05040200000000000000020000000600010074000000"
                + "140000001100010003000000000000000000000a");
  }

  @Test
  void a_set_with_timeouts() {
    NetlinkWriter writer = new NetlinkWriter(256, 3);
    new RulesetWriter(writer)
        .createSet(TABLE, new NamedSet("s", IpFamily.V4, SetKind.EXPIRING, 0, 0));

    assertThat(hex(writer))
        .isEqualTo(
            "44000000090a01040300000000000000020000000600010074000000060002007300000008000300"
                + "0000001008000400000000070800050000000004"
                + "08000a0000000001");
  }

  @Test
  void an_element_with_an_end() {
    NetlinkWriter writer = new NetlinkWriter(256, 11);
    ElementBatch batch = new ElementBatch(1);
    batch.add(set(), ADDRESS.high(), ADDRESS.low(), OriginTallies.NONE, 3_600_000);
    batch.write(writer, true, false);

    assertThat(hex(writer))
        .isEqualTo(
            "440000000c0a01040b000000000000000200000006000100740000000600020073000000200003801c00"
                + "01800c00018008000100c00002010c000400000000000036ee80");
  }

  @Test
  void a_removal() {
    NetlinkWriter writer = new NetlinkWriter(256, 12);
    ElementBatch batch = new ElementBatch(1);
    batch.remove(set(), ADDRESS.high(), ADDRESS.low(), OriginTallies.NONE);
    batch.write(writer, true, false);

    assertThat(hex(writer))
        .isEqualTo(
            "380000001e0a01000c00000000000000020000000600010074000000060002007300000014000380"
                + "100001800c00018008000100c0000201");
  }

  @Test
  void an_interval_is_its_start_and_what_comes_after_it() {
    NetlinkWriter writer = new NetlinkWriter(256, 12);
    new RulesetWriter(writer)
        .replaceIntervals(TABLE, "r", List.of(IpPrefix.parse("198.51.100.0/24")));

    assertThat(hex(writer))
        .endsWith(
            "2c000380100001800c00018008000100c6336400180001800c00018008000100c633650008000300"
                + "00000001");
  }

  @Test
  void the_last_interval_has_no_end() {
    NetlinkWriter writer = new NetlinkWriter(256, 12);
    new RulesetWriter(writer).replaceIntervals(TABLE, "r", List.of(IpPrefix.parse("224.0.0.0/3")));

    assertThat(hex(writer)).endsWith("14000380100001800c00018008000100e0000000");
  }

  @Test
  void an_operation_is_found_by_where_it_was_written() {
    NetlinkWriter writer = new NetlinkWriter(4096, 1);
    ElementBatch batch = new ElementBatch(3);
    for (int i = 0; i < 3; i++) {
      batch.add(set(), 0, 0xFFFF_0000_0000L | i, OriginTallies.NONE, 1000);
    }
    batch.write(writer, true, false);

    assertThat(batch.at(40)).hasValue(0);
    assertThat(batch.at(40 + 28)).hasValue(1);
    assertThat(batch.at(41)).isEmpty();
    assertThat(writer.startOf(1)).isZero();
    assertThat(writer.startOf(2)).isEqualTo(-1);
  }

  @Test
  void elements_are_spread_over_messages() {
    NetlinkWriter writer = new NetlinkWriter(1 << 20, 1);
    ElementBatch batch = new ElementBatch(5000);
    for (int i = 0; i < 5000; i++) {
      batch.add(set(), 0, 0xFFFF_0000_0000L | i, OriginTallies.NONE, 1000);
    }
    batch.write(writer, true, false);

    assertThat(NetlinkReader.messages(writer.written())).hasSize(3);
  }

  @Test
  void an_error_tells_where_and_why() {
    ByteBuffer error = ByteBuffer.allocate(60).order(ByteOrder.nativeOrder());
    error.putInt(52).putShort((short) 2).putShort((short) 0x300).putInt(7).putInt(0);
    error.putInt(-23).putInt(500).putShort((short) 0xA0C).putShort((short) 1).putInt(7).putInt(0);
    error.putShort((short) 8).putShort((short) 2).putInt(40);
    error
        .putShort((short) 8)
        .putShort((short) 1)
        .put("abc\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(NetlinkReader.messages(error.flip()).get(0).error())
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.errno()).isEqualTo(23);
              assertThat(refusal.sequence()).isEqualTo(7);
              assertThat(refusal.offset()).hasValue(40);
              assertThat(refusal.text()).contains("abc");
            });
  }

  private static BanMap set() {
    return SET;
  }

  private static BanMap newSet() {
    Place place = new Place(IpFamily.V4, TABLE, true, "s", List.of());
    return new BanMap(new BanMap.Key(IpFamily.V4, 128, Traffic.ALL), place, "s");
  }

  private static String hex(NetlinkWriter writer) {
    ByteBuffer written = writer.written();
    byte[] bytes = new byte[written.limit()];
    written.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
