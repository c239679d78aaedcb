package io.gatehouse.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Calls over one WebSocket to a browser's DevTools; events are not looked at. Thread-safe. */
final class DevTools implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final JsonFactory JSON = new JsonFactory();

  private final OkHttpClient http = new OkHttpClient.Builder().build();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> calls =
      new ConcurrentHashMap<>();
  private final WebSocket socket;

  private DevTools(String url) {
    socket = http.newWebSocket(new Request.Builder().url(url).build(), new Answers());
  }

  static DevTools connect(String url) {
    return new DevTools(url);
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
    socket.send(write(message));
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(method + " " + params + ": " + e.getMessage(), e);
    }
  }

  /** Completes the calls. */
  private final class Answers extends WebSocketListener {
    @Override
    public void onMessage(WebSocket webSocket, String text) {
      Map<String, Object> message = object(parse(text));
      if (message.get("id") instanceof Number id) {
        CompletableFuture<Map<String, Object>> call = calls.remove(id.intValue());
        if (call != null && message.containsKey("error")) {
          call.completeExceptionally(new IOException(String.valueOf(message.get("error"))));
        } else if (call != null) {
          call.complete(object(message.get("result")));
        }
      }
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
      calls.values().forEach(call -> call.completeExceptionally(t));
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

  @Override
  public void close() {
    socket.cancel();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
