package io.gatehouse.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a browser's DevTools over two pipes, in which a zero byte ends each message; events are
 * not looked at. Thread-safe.
 */
final class DevTools implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final JsonFactory JSON = new JsonFactory();

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> calls =
      new ConcurrentHashMap<>();
  private final OutputStream out;
  private final InputStream in;

  private DevTools(OutputStream out, InputStream in) {
    this.out = out;
    this.in = new BufferedInputStream(in);
  }

  /** Tools that are told by one pipe and tell by the other. */
  static DevTools over(OutputStream out, InputStream in) {
    DevTools tools = new DevTools(out, in);
    Thread reader = new Thread(tools::read, "devtools");
    reader.setDaemon(true);
    reader.start();
    return tools;
  }

  Map<String, Object> call(String method, Map<String, Object> params) {
    return call(null, method, params);
  }

  /** Calls a method of a page, or of the browser without one, and waits for its result. */
  Map<String, Object> call(@Nullable String session, String method, Map<String, Object> params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    calls.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", params);
    if (session != null) {
      message.put("sessionId", session);
    }
    send(write(message));
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(method + " " + params + ": " + e.getMessage(), e);
    }
  }

  private synchronized void send(String message) {
    try {
      out.write((message + '\0').getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the browser is gone", e);
    }
  }

  /** Completes the calls, until the browser ends. */
  private void read() {
    try {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == 0) {
          answered(object(parse(message.toString(StandardCharsets.UTF_8))));
          message.reset();
        } else {
          message.write(next);
        }
      }
      throw new EOFException("the browser has ended");
    } catch (IOException | UncheckedIOException e) {
      calls.values().forEach(call -> call.completeExceptionally(e));
    }
  }

  private void answered(Map<String, Object> message) {
    if (message.get("id") instanceof Number id) {
      CompletableFuture<Map<String, Object>> call = calls.remove(id.intValue());
      if (call != null && message.containsKey("error")) {
        call.completeExceptionally(new IOException(String.valueOf(message.get("error"))));
      } else if (call != null) {
        call.complete(object(message.get("result")));
      }
    }
  }

  @SuppressWarnings("unchecked") // what parse makes of an object
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  private static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writePOJO(value);
    }
  }

  private static @Nullable Object parse(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return value(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> fields(json);
      case START_ARRAY -> items(json);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getText();
      default -> null;
    };
  }

  private static Map<String, Object> fields(JsonParser json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static List<Object> items(JsonParser json) throws IOException {
    List<Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(json);
      if (value != null) {
        items.add(value);
      }
    }
    return items;
  }

  /** Ends the browser's part; {@link #read} ends with it. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException alreadyGone) {
      // The browser has closed its end.
    }
  }
}
