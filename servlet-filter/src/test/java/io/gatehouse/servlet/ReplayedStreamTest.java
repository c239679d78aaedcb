package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayedStreamTest {
  private final List<String> seen = new ArrayList<>();

  @Test
  void a_listener_of_a_body_that_was_read_to_its_end_hears_all_of_it_without_the_container() {
    byte[] body = "body".getBytes(StandardCharsets.UTF_8);
    ServletInputStream stream =
        new ReplayedStream(body, new Undertow(), ReplayedStreamTest::runningAtOnce);

    stream.setReadListener(new Collecting(stream));

    assertThat(seen).containsExactly("body", "end");
  }

  /** An {@link AsyncContext} that can do no more than start something. */
  private static AsyncContext runningAtOnce() {
    return (AsyncContext)
        Proxy.newProxyInstance(
            AsyncContext.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (proxy, method, arguments) -> {
              ((Runnable) arguments[0]).run();
              return null;
            });
  }

  /** Reads as applications do: as long as the stream is ready. */
  private final class Collecting implements ReadListener {
    private final ServletInputStream stream;

    Collecting(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public void onDataAvailable() throws IOException {
      StringBuilder text = new StringBuilder();
      int next = 0;
      while (next >= 0 && stream.isReady()) {
        next = stream.read();
        if (next >= 0) {
          text.append((char) next);
        }
      }
      seen.add(text.toString());
    }

    @Override
    public void onAllDataRead() {
      seen.add("end");
    }

    @Override
    public void onError(Throwable failure) {
      seen.add(failure.toString());
    }
  }

  /** A stream at its end, as Undertow has it: asked whether it is ready, it calls its listener. */
  private static final class Undertow extends ServletInputStream {
    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      throw new IllegalStateException("there is no listener");
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("a listener at the end");
    }
  }
}
