import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A LAPI for benches: the first pull has COUNT bans of IPv4 addresses, later ones are empty or what
 * was ordered. Its answers are written before anybody asks, so that they cost as little as a file.
 *
 * <pre>
 *   java StubLapi.java PORT COUNT [ORIGINS]
 *   curl -X POST 'http://127.0.0.1:PORT/stub/delta?new=1000&amp;deleted=100'   for the next delta
 * </pre>
 *
 * <p>Prints {@code ready}, and {@code delta NANOSECONDS} (since 1970) when an ordered delta has been
 * handed to the socket. Every key is right. Origins beyond the first two (2 unless told) are lists.
 */
public final class StubLapi {
  private static final ByteBuffer EMPTY = bytes("{\"deleted\":null,\"new\":null}");
  private static final String[] SCENARIOS = {
    "crowdsecurity/ssh-bf",
    "crowdsecurity/http-probing",
    "crowdsecurity/http-bad-user-agent",
    "crowdsecurity/http-crawl-non_statics"
  };

  private final int origins;
  private ByteBuffer full;
  private ByteBuffer ordered = EMPTY;
  private int made;
  private int deleted;

  private StubLapi(int count, int origins) {
    this.origins = origins;
    made = count;
    full = everything();
  }

  private ByteBuffer everything() {
    StringBuilder text = new StringBuilder("{\"deleted\":null,\"new\":[");
    appendDecisions(text, deleted + 1, made, "");
    return bytes(text.append("]}").toString());
  }

  public static void main(String[] arguments) throws IOException {
    int origins = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    StubLapi stub = new StubLapi(Integer.parseInt(arguments[1]), origins);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      int port = Integer.parseInt(arguments[0]);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      System.out.println("ready");
      while (true) {
        SocketChannel client = server.accept();
        Thread thread = new Thread(() -> stub.serve(client), "client");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(client));
      for (Request request = Request.read(in); request != null; request = Request.read(in)) {
        answer(request, client);
        if (request.last) {
          return;
        }
      }
    } catch (IOException gone) {
      System.err.println("client left: " + gone.getMessage());
    }
  }

  private void answer(Request request, SocketChannel client) throws IOException {
    if (request.target.startsWith("/stub/delta")) {
      order(request.number("new"), request.number("deleted"));
      write(client, "202 Accepted", bytes("{}"));
    } else if (request.method.equals("POST")) {
      write(client, "201 Created", bytes("{}"));
    } else if (!request.target.startsWith("/v1/decisions/stream")) {
      write(client, "404 Not Found", bytes("{}"));
    } else if (request.target.contains("startup=true")) {
      write(client, "200 OK", request.method.equals("HEAD") ? bytes("") : fullAnswer());
    } else {
      writeDelta(client);
    }
  }

  private void writeDelta(SocketChannel client) throws IOException {
    ByteBuffer delta = takeOrdered();
    write(client, "200 OK", delta.duplicate());
    if (delta != EMPTY) {
      Instant now = Instant.now();
      System.out.printf("delta %d%09d%n", now.getEpochSecond(), now.getNano());
    }
  }

  private synchronized void order(int added, int removed) {
    StringBuilder text = new StringBuilder("{\"deleted\":[");
    appendDecisions(text, deleted + 1, Math.min(deleted + removed, made), "-");
    deleted = Math.min(deleted + removed, made);
    appendDecisions(text.append("],\"new\":["), made + 1, made + added, "");
    made += added;
    ordered = bytes(text.append("]}").toString());
    full = everything();
  }

  private synchronized ByteBuffer fullAnswer() {
    return full.duplicate();
  }

  private synchronized ByteBuffer takeOrdered() {
    ByteBuffer delta = ordered;
    ordered = EMPTY;
    return delta;
  }

  private static void write(SocketChannel client, String status, ByteBuffer body)
      throws IOException {
    String head =
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, body.remaining());
    ByteBuffer[] both = {bytes(head), body.duplicate()};
    while (both[1].hasRemaining() || both[0].hasRemaining()) {
      client.write(both);
    }
  }

  private void appendDecisions(StringBuilder text, int first, int last, String sign) {
    for (int id = first; id <= last; id++) {
      appendDecision(text.append(id == first ? "" : ","), id, sign);
    }
  }

  /** All of a decision follows from its id, so that its tombstone can tell the same. */
  private void appendDecision(StringBuilder text, int id, String sign) {
    int any = scramble(~id) >>> 1;
    text.append("{\"duration\":\"").append(sign).append(1 + any % 160).append('h');
    text.append(any % 60).append('m').append(any % 59).append("s\",\"id\":").append(id);
    appendOrigin(text, any % origins, SCENARIOS[any / 2 % SCENARIOS.length]);
    text.append("\",\"scope\":\"Ip\",\"type\":\"ban\",\"value\":\"");
    int address = address(id);
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append(address >>> shift & 255).append(shift == 0 ? "\"}" : ".");
    }
  }

  private static void appendOrigin(StringBuilder text, int origin, String scenario) {
    text.append(",\"origin\":\"").append(origin == 0 ? "CAPI" : origin == 1 ? "crowdsec" : "lists");
    text.append("\",\"scenario\":\"");
    if (origin < 2) {
      text.append(scenario);
    } else {
      text.append("list-").append(origin);
    }
  }

  /**
   * Another public address for each id. From a public one, scrambling on until the next public one
   * meets each of them once.
   */
  private static int address(int id) {
    int address = scramble(0x20000000 + id);
    while (isNoPublicUnicast(address)) {
      address = scramble(address);
    }
    return address;
  }

  /** A permutation of all 32-bit numbers (the finalizer of MurmurHash3). */
  private static int scramble(int number) {
    int mixed = (number ^ number >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  /** Whatever a firewall may refuse to ban: bench figures count every entry. */
  private static boolean isNoPublicUnicast(int address) {
    int first = address >>> 24;
    int two = address >>> 16;
    return first == 0
        || first == 10
        || first == 127
        || first >= 224
        || (two & 0xffc0) == 0x6440 // 100.64/10
        || two == 0xa9fe // 169.254/16
        || (two & 0xfff0) == 0xac10 // 172.16/12
        || (two & 0xfffe) == 0xc612 // 198.18/15
        || two == 0xc0a8 // 192.168/16
        || two == 0xc000 // 192.0.0/24 and 192.0.2/24
        || address >>> 8 == 0xc63364 // 198.51.100/24
        || address >>> 8 == 0xcb0071; // 203.0.113/24
  }

  private static ByteBuffer bytes(String text) {
    byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(plain.length).put(plain).flip();
  }

  /** The first line and what matters of the headers; a body is read and forgotten. */
  private record Request(String method, String target, boolean last) {
    static Request read(InputStream in) throws IOException {
      String first = line(in);
      if (first.isEmpty()) {
        return null;
      }
      String[] words = first.split(" ");
      boolean last = false;
      long body = 0;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(java.util.Locale.ROOT);
        last |= lower.equals("connection: close");
        if (lower.startsWith("content-length:")) {
          body = Long.parseLong(lower.substring(15).strip());
        }
      }
      in.skipNBytes(body);
      return new Request(words[0], words[1], last);
    }

    int number(String name) {
      java.util.regex.Matcher found =
          java.util.regex.Pattern.compile("[?&]" + name + "=(\\d+)").matcher(target);
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (next != '\r') {
          text.append((char) next);
        }
      }
      return text.toString();
    }
  }
}
