package io.gatehouse.lapi.machine;

import io.gatehouse.lapi.LapiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A body on its way to a LAPI, perhaps compressed. */
final class MachineBody {
  private static final MediaType JSON = MediaType.get("application/json");

  /** From this length on upstream's clients compress. */
  private static final int COMPRESSED_FROM = 5 * 1024;

  private final RequestBody bytes;
  private final boolean compressed;

  private MachineBody(RequestBody bytes, boolean compressed) {
    this.bytes = bytes;
    this.compressed = compressed;
  }

  /** Sends a body. */
  interface Sending<T> {
    T send(MachineBody body) throws LapiException;
  }

  /** A LAPI can't read compressed bodies: one before 1.7.0. */
  static final class UnreadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadException() {
      super(null, null, false, false);
    }
  }

  /** Which form a LAPI takes, as far as it is known. Thread-safe. */
  static final class Forms {
    private volatile boolean plainOnly;

    /** Sends the bytes, and plainly once more to a LAPI that does not decompress. */
    <T> T send(byte[] json, Sending<T> sending) throws LapiException {
      if (plainOnly || json.length <= COMPRESSED_FROM) {
        return sending.send(new MachineBody(plain(json), false));
      }
      try {
        return sending.send(new MachineBody(plain(compressed(json)), true));
      } catch (UnreadException e) {
        T answer = sending.send(new MachineBody(plain(json), false));
        plainOnly = true;
        return answer;
      }
    }
  }

  static RequestBody plain(byte[] bytes) {
    return RequestBody.create(bytes, JSON);
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return out.toByteArray();
  }

  Request.Builder putOn(Request.Builder request) {
    return compressed
        ? request.post(bytes).header("Content-Encoding", "gzip")
        : request.post(bytes);
  }

  /** Ends the attempt where a LAPI may have choked on the compression alone. */
  void throwIfUnread(Response response) {
    if (compressed && (response.code() == 400 || response.code() == 415)) {
      throw new UnreadException();
    }
  }
}
