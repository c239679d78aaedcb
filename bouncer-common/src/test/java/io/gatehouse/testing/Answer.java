package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** One thing that a {@link ScriptedLapi} does with a request that it has read. */
public interface Answer {

  /** What becomes of the connection after an answer. */
  enum Afterwards {
    KEEP,
    CLOSE
  }

  /** Writes the answer, or part of it, or nothing; {@code closing} opens when the server closes. */
  Afterwards write(OutputStream out, CountDownLatch closing)
      throws IOException, InterruptedException;

  /** 200 with this JSON. */
  static Answer json(String body) {
    return of(200, "application/json", body);
  }

  /** A status with a body. */
  static Answer of(int status, String contentType, String body) {
    return (out, closing) -> {
      out.write(head(status, contentType, body.getBytes(UTF_8).length).getBytes(UTF_8));
      out.write(body.getBytes(UTF_8));
      return Afterwards.KEEP;
    };
  }

  /** A redirect. */
  static Answer redirect(String location) {
    return (out, closing) -> {
      String head = "HTTP/1.1 301 Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
      out.write(head.getBytes(UTF_8));
      return Afterwards.KEEP;
    };
  }

  /** Reads the request and never says a word. */
  static Answer hang() {
    return (out, closing) -> {
      closing.await();
      return Afterwards.CLOSE;
    };
  }

  /** Reads the request and closes the connection. */
  static Answer hangUp() {
    return (out, closing) -> Afterwards.CLOSE;
  }

  /** Promises the whole body, sends this many bytes of it and closes the connection. */
  static Answer cutAfter(int bytes, String body) {
    return (out, closing) -> {
      byte[] all = body.getBytes(UTF_8);
      out.write(head(200, "application/json", all.length).getBytes(UTF_8));
      out.write(all, 0, bytes);
      return Afterwards.CLOSE;
    };
  }

  /** Sends this much of the body and then nothing more. */
  static Answer stallAfter(int bytes, String body) {
    return (out, closing) -> {
      cutAfter(bytes, body).write(out, closing);
      out.flush();
      closing.await();
      return Afterwards.CLOSE;
    };
  }

  /** In chunks of this many bytes, each on its own way through the network. */
  static Answer chunked(int chunkBytes, String body) {
    return (out, closing) -> {
      out.write(chunkedHead());
      byte[] all = body.getBytes(UTF_8);
      for (int at = 0; at < all.length; at += chunkBytes) {
        writeChunk(out, Arrays.copyOfRange(all, at, Math.min(all.length, at + chunkBytes)));
      }
      writeChunk(out, new byte[0]);
      return Afterwards.KEEP;
    };
  }

  /** The first part at once, the second when the gate has a permit. */
  static Answer gated(String first, Semaphore gate, String second) {
    return (out, closing) -> {
      out.write(chunkedHead());
      writeChunk(out, first.getBytes(UTF_8));
      gate.acquire();
      writeChunk(out, second.getBytes(UTF_8));
      writeChunk(out, new byte[0]);
      return Afterwards.KEEP;
    };
  }

  /** The first part, then the second again and again until the client hangs up. */
  static Answer endless(String first, String repeated) {
    return (out, closing) -> {
      out.write(chunkedHead());
      writeChunk(out, first.getBytes(UTF_8));
      while (closing.getCount() > 0) {
        writeChunk(out, repeated.getBytes(UTF_8));
      }
      return Afterwards.CLOSE;
    };
  }

  private static byte[] chunkedHead() {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        .getBytes(UTF_8);
  }

  private static void writeChunk(OutputStream out, byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
    out.flush();
  }

  private static String head(int status, String contentType, int length) {
    return "HTTP/1.1 "
        + status
        + " Scripted\r\nContent-Type: "
        + contentType
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
