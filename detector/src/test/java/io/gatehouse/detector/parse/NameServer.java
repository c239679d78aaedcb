package io.gatehouse.detector.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on loopback that knows some PTR records, and answers NXDOMAIN to the rest. */
final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int ANSWER = 0x8180;
  private static final int NXDOMAIN = 3;
  private static final int PTR = 12;
  private static final int FIRST_NAME = 0xc00c;

  final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> names;
  private final DatagramSocket socket;

  NameServer(Map<String, List<String>> names) throws IOException {
    this.names = names;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "dns://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] room = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(room, room.length);
        socket.receive(question);
        byte[] answer = answer(room);
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private byte[] answer(byte[] question) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = HEADER;
    for (; question[at] != 0; at += question[at] + 1) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(question, at + 1, question[at], US_ASCII));
    }
    asked.add(name.toString());
    List<String> found = names.getOrDefault(name.toString(), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(found.isEmpty() ? ANSWER | NXDOMAIN : ANSWER);
    for (int count : new int[] {1, found.size(), 0, 0}) {
      out.writeShort(count);
    }
    out.write(Arrays.copyOfRange(question, HEADER, at + 5));
    for (String each : found) {
      out.writeShort(FIRST_NAME);
      out.writeShort(PTR);
      out.writeShort(1);
      out.writeInt(60);
      byte[] labels = labels(each);
      out.writeShort(labels.length);
      out.write(labels);
    }
    return bytes.toByteArray();
  }

  private static byte[] labels(String name) {
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (String label : List.of(name.split("[.]", -1))) {
      labels.write(label.length());
      labels.writeBytes(label.getBytes(US_ASCII));
    }
    labels.write(0);
    return labels.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
