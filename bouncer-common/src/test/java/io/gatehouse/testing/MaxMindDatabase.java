package io.gatehouse.testing;

import io.gatehouse.net.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small databases in MaxMind's format: a binary trie over 128 bits, IPv4 below {@code
 * ::/96}, with records of 32 bits, then the data, then what the file says of itself
 * (repo:MaxMind-DB:MaxMind-DB-spec.md).
 */
public final class MaxMindDatabase {
  private static final int UTF8 = 2;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int EXTENDED = 0;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;
  private static final int BOOLEAN = 14;
  private static final int LONGEST_SHORT_SIZE = 28;
  private static final byte[] SEPARATOR = new byte[16];
  private static final String MARKER = "\u00ab\u00cd\u00efMaxMind.com";

  private final List<Object[]> nodes = new ArrayList<>();

  /** Stands in a node for the record of a prefix. */
  private record Data(Map<String, Object> fields) {}

  private MaxMindDatabase() {
    nodes.add(new Object[2]);
  }

  /**
   * Writes a database.
   *
   * @param type such as {@code GeoLite2-ASN}
   * @param records by prefix, none inside another: maps of texts, numbers, flags and maps
   */
  public static void write(Path file, String type, Map<String, Map<String, Object>> records)
      throws IOException {
    MaxMindDatabase database = new MaxMindDatabase();
    records.forEach((prefix, fields) -> database.put(IpPrefix.parse(prefix), new Data(fields)));
    Files.write(file, database.bytes(type));
  }

  private void put(IpPrefix prefix, Data data) {
    byte[] key = prefix.first().toBytes();
    boolean ipv4 = key.length == 4;
    int before = ipv4 ? 96 : 0;
    int length = before + prefix.length();
    Object[] node = nodes.get(0);
    for (int bit = 0; bit < length; bit++) {
      int at = bit - before;
      int branch = at < 0 ? 0 : key[at / 8] >> (7 - at % 8) & 1;
      if (bit == length - 1) {
        node[branch] = data;
      } else {
        if (node[branch] == null) {
          node[branch] = nodes.size();
          nodes.add(new Object[2]);
        }
        node = nodes.get((Integer) node[branch]);
      }
    }
  }

  private byte[] bytes(String type) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer tree = ByteBuffer.allocate(nodes.size() * 8);
    for (Object[] node : nodes) {
      for (Object record : node) {
        tree.putInt(value(record, data));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(tree.array());
    file.writeBytes(SEPARATOR);
    file.writeBytes(data.toByteArray());
    file.writeBytes(MARKER.getBytes(StandardCharsets.ISO_8859_1));
    encode(metadata(type), file);
    return file.toByteArray();
  }

  private int value(Object record, ByteArrayOutputStream data) {
    if (record instanceof Integer node) {
      return node;
    }
    if (record == null) {
      return nodes.size();
    }
    int place = nodes.size() + SEPARATOR.length + data.size();
    encode(((Data) record).fields(), data);
    return place;
  }

  private Map<String, Object> metadata(String type) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", (short) 2);
    metadata.put("binary_format_minor_version", (short) 0);
    metadata.put("build_epoch", 1_767_225_600L);
    metadata.put("database_type", type);
    metadata.put("description", Map.of());
    metadata.put("ip_version", (short) 6);
    metadata.put("languages", List.of());
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", (short) 32);
    return metadata;
  }

  private static void encode(Object value, ByteArrayOutputStream out) {
    if (value instanceof Map<?, ?> map) {
      control(MAP, map.size(), out);
      map.forEach(
          (name, field) -> {
            encode(name, out);
            encode(field, out);
          });
    } else if (value instanceof List<?> list) {
      control(ARRAY, list.size(), out);
      list.forEach(item -> encode(item, out));
    } else if (value instanceof Boolean flag) {
      control(BOOLEAN, flag ? 1 : 0, out);
    } else if (value instanceof Short number) {
      control(UINT16, 2, out);
      out.writeBytes(ByteBuffer.allocate(2).putShort(number).array());
    } else if (value instanceof Integer number) {
      control(UINT32, 4, out);
      out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    } else if (value instanceof Long number) {
      control(UINT64, 8, out);
      out.writeBytes(ByteBuffer.allocate(8).putLong(number).array());
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      control(UTF8, text.length, out);
      out.writeBytes(text);
    }
  }

  /** The type stands in the upper three bits; one above seven in a byte of its own. */
  private static void control(int type, int size, ByteArrayOutputStream out) {
    boolean isLong = size > LONGEST_SHORT_SIZE;
    int shown = isLong ? LONGEST_SHORT_SIZE + 1 : size;
    out.write((type > MAP ? EXTENDED : type) << 5 | shown);
    if (type > MAP) {
      out.write(type - MAP);
    }
    if (isLong) {
      out.write(size - LONGEST_SHORT_SIZE - 1);
    }
  }
}
