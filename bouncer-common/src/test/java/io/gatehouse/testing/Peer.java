package io.gatehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;

/**
 * The other end of a cable into a {@link NetworkNamespace}: sends UDP packets from any number of
 * addresses and tells which arrive. Close it after the test.
 */
public final class Peer implements AutoCloseable {
  /** Addresses that a test never denies: whatever is sent after a packet from here came later. */
  private static final String CONTROL_IPV4 = "198.51.100.250";

  private static final String CONTROL_IPV6 = "2001:db8::250";
  private static final int PORT = 7777;
  private static final long WAIT_MILLIS = 3_000;
  private static final long STRAY_MILLIS = 30;

  private final NetworkNamespace namespace;
  private final Map<String, DatagramChannel> senders = new HashMap<>();
  private final Map<String, DatagramChannel> receivers = new HashMap<>();
  private int sent;

  Peer(NetworkNamespace namespace) {
    this.namespace = namespace;
    namespace.run("ip", "link", "set", "veth0", "up");
    namespace.run("ip", "addr", "add", "198.51.100.1/24", "dev", "veth0");
    namespace.run("ip", "route", "add", "default", "dev", "veth0");
    namespace.run("ip", "-6", "addr", "add", "2001:db8::1/48", "dev", "veth0", "nodad");
    try {
      namespace.there(() -> namespace.run("ip", "link", "set", "veth1", "up"));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Whether a packet from the address arrives. */
  public boolean reaches(String source) {
    return reaches(source, PORT);
  }

  /** Whether a packet from the address to the port arrives. */
  public boolean reaches(String source, int port) {
    try {
      DatagramChannel receiver = receiver(source, port);
      int probe = send(source, port);
      int marker = send(control(source), port);
      return arrives(receiver, probe, marker);
    } catch (IOException failure) {
      throw new AssertionError("sending from " + source, failure);
    }
  }

  /** Whether a packet from the address is answered with "port unreachable". */
  public boolean isRejected(String source) {
    try {
      DatagramChannel sender = sender(source);
      sender.connect(new InetSocketAddress(target(source), PORT));
      sender.write(ByteBuffer.allocate(4));
      return awaitsUnreachable(sender);
    } catch (PortUnreachableException rejected) {
      return true;
    } catch (IOException failure) {
      throw new AssertionError("sending from " + source, failure);
    }
  }

  private static boolean awaitsUnreachable(DatagramChannel sender) throws IOException {
    sender.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      sender.register(selector, SelectionKey.OP_READ);
      selector.select(WAIT_MILLIS);
      sender.read(ByteBuffer.allocate(16));
      return false;
    }
  }

  private static boolean arrives(DatagramChannel receiver, int probe, int marker)
      throws IOException {
    boolean arrived = false;
    int number;
    do {
      number = receive(receiver, WAIT_MILLIS);
      arrived |= number == probe;
    } while (number != marker && number != -1);
    if (number == -1) {
      throw new AssertionError("a packet that nobody denies did not arrive");
    }
    return arrived || receive(receiver, STRAY_MILLIS) == probe;
  }

  private int send(String source, int port) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(4).putInt(0, ++sent);
    sender(source).send(number, new InetSocketAddress(target(source), port));
    return sent;
  }

  /** The number of the next packet; -1 if none comes in time. */
  private static int receive(DatagramChannel receiver, long millis) throws IOException {
    try (Selector selector = Selector.open()) {
      receiver.register(selector, SelectionKey.OP_READ);
      selector.select(millis);
    }
    ByteBuffer number = ByteBuffer.allocate(4);
    return receiver.receive(number) == null ? -1 : number.getInt(0);
  }

  private DatagramChannel sender(String source) throws IOException {
    DatagramChannel known = senders.get(source);
    if (known == null) {
      known = namespace.there(() -> openSender(source));
      senders.put(source, known);
    }
    return known;
  }

  private DatagramChannel openSender(String source) throws IOException {
    boolean ipv4 = family(source) == StandardProtocolFamily.INET;
    if (ipv4) {
      namespace.run("ip", "addr", "add", source + "/32", "dev", "veth1");
      namespace.run("ip", "route", "replace", "198.51.100.1/32", "dev", "veth1");
    } else {
      namespace.run("ip", "-6", "addr", "add", source + "/48", "dev", "veth1", "nodad");
    }
    DatagramChannel sender = DatagramChannel.open(family(source));
    return sender.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
  }

  private DatagramChannel receiver(String source, int port) throws IOException {
    String key = target(source) + " " + port;
    DatagramChannel known = receivers.get(key);
    if (known == null) {
      known = DatagramChannel.open(family(source));
      known.configureBlocking(false);
      known.bind(new InetSocketAddress(InetAddress.getByName(target(source)), port));
      receivers.put(key, known);
    }
    return known;
  }

  private static StandardProtocolFamily family(String address) {
    return address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
  }

  private static String control(String source) {
    return family(source) == StandardProtocolFamily.INET ? CONTROL_IPV4 : CONTROL_IPV6;
  }

  private static String target(String source) {
    return family(source) == StandardProtocolFamily.INET ? "198.51.100.1" : "2001:db8::1";
  }

  @Override
  public void close() {
    senders.values().forEach(Peer::closeQuietly);
    receivers.values().forEach(Peer::closeQuietly);
  }

  private static void closeQuietly(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // a UDP socket has nothing left to lose
    }
  }
}
