package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.StorageException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends answers, and says what goes out where no endpoint did. */
final class Answers {
  private static final int LONGEST_MESSAGE = 200;

  private Answers() {}

  /** Sends an answer; the callback hears when it has gone, or that it could not. */
  static void send(Answer answer, Response response, Callback callback, SlowClients slow) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    if (!(answer instanceof Answer.Whole)) {
      chunk(response);
    }
    if (answer instanceof Answer.Whole whole) {
      response.write(true, whole.body().duplicate(), callback);
    } else if (answer instanceof Answer.Streamed streamed) {
      BodyStreaming.begin(response, streamed, callback, slow);
    } else if (answer instanceof Answer.Written written) {
      write(written, response, callback, slow);
    }
  }

  /** Even for {@code Connection: close}, where Jetty would let the end of the connection end it. */
  private static void chunk(Response response) {
    HttpVersion version = response.getRequest().getConnectionMetaData().getHttpVersion();
    if (version == HttpVersion.HTTP_1_1) {
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
  }

  /** The top of such an answer's work: whatever it throws ends the connection, or is answered. */
  @SuppressWarnings("CatchingUnchecked")
  private static void write(
      Answer.Written written, Response response, Callback callback, SlowClients slow) {
    Writing watched = new Writing(response);
    slow.watch(watched);
    try (OutputStream out = Response.asBufferedOutputStream(response.getRequest(), watched)) {
      written.body().writeTo(out);
      watched.isWhole();
    } catch (Exception e) {
      slow.forget(watched);
      if (response.isCommitted()) {
        callback.failed(e);
      } else {
        response.reset();
        send(ofFailure(e), response, callback, slow);
      }
      return;
    }
    slow.forget(watched);
    callback.succeeded();
  }

  /** Counts what the reader has taken; keeps a broken answer from looking whole. */
  private static final class Writing extends Response.Wrapper implements SlowClients.Transfer {
    private final AtomicLong taken = new AtomicLong();
    private boolean whole;

    Writing(Response response) {
      super(response.getRequest(), response);
    }

    void isWhole() {
      whole = true;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      if (last && !whole) {
        callback.succeeded(); // closed by a failure: the end must not be sent
        return;
      }
      int length = bytes == null ? 0 : bytes.remaining();
      super.write(last, bytes, Callback.from(() -> taken.addAndGet(length), callback));
    }

    @Override
    public long bytes() {
      return taken.get();
    }

    @Override
    public void cut() {
      getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
    }
  }

  /** Where a path has no route for the method. */
  static Answer ofNoRoute(Router.Found found, Request request) {
    if (found instanceof Router.WrongMethod wrong) {
      return Answer.of(405, Map.of("Allow", wrong.allow()), new byte[0]);
    }
    if (found instanceof Router.Elsewhere elsewhere) {
      String query = request.getHttpURI().getQuery();
      String location = query == null ? elsewhere.path() : elsewhere.path() + "?" + query;
      int status = request.getMethod().equals("GET") ? 301 : 307;
      return Answer.of(status, Map.of("Location", location), new byte[0]);
    }
    return Answer.empty(404);
  }

  /** What a client hears of a failure that is not its own: no SQL, no stack, no directory. */
  static Answer ofFailure(Exception why) {
    if (why instanceof StorageException storage) {
      return ofStorage(storage);
    }
    return Answer.json(500, JsonText.message("internal error; the server's log has more"));
  }

  private static Answer ofStorage(StorageException why) {
    String file = String.valueOf(why.file().getFileName());
    String message =
        switch (why.kind()) {
          case CORRUPT -> "the database " + file + " is damaged";
          case LOCKED -> "the database " + file + " is in use by another process";
          case FULL -> "the disk of the database " + file + " is full";
          case BUSY -> "the database " + file + " is busy; try again";
          case NEWER_SCHEMA -> "the database " + file + " was written by a newer version";
          case OTHER -> "the database " + file + " failed; the server's log has more";
        };
    return Answer.json(500, JsonText.message(message));
  }

  /** A library's message without what follows its first line. */
  static String firstLine(@Nullable String message) {
    String text = String.valueOf(message);
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE);
  }

  /** What Jetty itself has to say, such as that a request can't be parsed. */
  static boolean sendError(Request request, Response response, Callback callback) {
    int status = Math.max(response.getStatus(), 400);
    response.setStatus(status);
    response.getHeaders().put("Content-Type", Answer.JSON);
    byte[] body = JsonText.message(HttpStatus.getMessage(status));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
