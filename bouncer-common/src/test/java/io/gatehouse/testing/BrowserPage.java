package io.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A tab of a {@link Browser}. */
public final class BrowserPage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DevTools tools;
  private final String context;
  private final String session;

  private BrowserPage(DevTools tools, String context, String session) {
    this.tools = tools;
    this.context = context;
    this.session = session;
  }

  static BrowserPage of(DevTools tools, String context, String session) {
    BrowserPage page = new BrowserPage(tools, context, session);
    page.call("Page.enable", Map.of());
    page.call("Runtime.enable", Map.of());
    return page;
  }

  String context() {
    return context;
  }

  /** Any method of the DevTools protocol, on this page. */
  public Map<String, Object> call(String method, Map<String, Object> params) {
    return tools.call(session, method, params);
  }

  /** Goes to an address; returns when it begins to load. */
  public BrowserPage open(String url) {
    call("Page.navigate", Map.of("url", url));
    return this;
  }

  /** The value of an expression, promises awaited; null for undefined and null. */
  public @Nullable Object evaluate(String expression) {
    Map<String, Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return DevTools.object(answer.get("result")).get("value");
  }

  /** Waits until an expression is true, in whatever document is there by then. */
  public BrowserPage await(String condition) {
    Awaitility.await(condition)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(AssertionError.class) // between two documents
        .until(() -> Boolean.TRUE.equals(evaluate("Boolean(" + condition + ")")));
    return this;
  }

  /** Where it is. */
  public String url() {
    return String.valueOf(evaluate("location.href"));
  }

  /** What can be read on it. */
  public String text() {
    return String.valueOf(evaluate("document.body.innerText"));
  }

  /** Back, as by the button. */
  public void back() {
    Map<String, Object> history = call("Page.getNavigationHistory", Map.of());
    List<?> entries = (List<?>) history.get("entries");
    int at = history.get("currentIndex") instanceof Number index ? index.intValue() : 0;
    if (entries == null || at == 0) {
      throw new AssertionError("there is nothing to go back to");
    }
    Object id = DevTools.object(entries.get(at - 1)).get("id");
    call("Page.navigateToHistoryEntry", Map.of("entryId", id == null ? 0 : id));
  }

  /** How many steps back there are. */
  public int stepsBack() {
    Object at = call("Page.getNavigationHistory", Map.of()).get("currentIndex");
    return at instanceof Number index ? index.intValue() : 0;
  }

  /** Switches scripts off for what is loaded from now on; {@link #evaluate} goes on to work. */
  public BrowserPage withoutJavaScript() {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    return this;
  }

  /** Runs a script before those of each page that is loaded from now on. */
  public BrowserPage beforeEachDocument(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    return this;
  }

  /** Prefers a colour scheme: {@code light} or {@code dark}. */
  public BrowserPage colours(String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    return this;
  }

  /** Sets the size of what is seen. */
  public BrowserPage size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    return this;
  }

  /** Sends headers with every request from now on. */
  public BrowserPage headers(Map<String, Object> headers) {
    call("Network.enable", Map.of());
    call("Network.setExtraHTTPHeaders", Map.of("headers", headers));
    return this;
  }

  /** Texts whose contrast is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
  public @Nullable Object textsTooFaint() {
    return evaluate(
        """
        (() => {
          const parse = c => c.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => {
            for (; e; e = e.parentElement) {
              const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length === 3 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          return [...document.querySelectorAll('h1,p,dt,dd,a,button,span,code,time')]
            .filter(e => e.textContent.trim() && e.offsetParent)
            .filter(e => {
              const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
            }).map(e => e.outerHTML);
        })()""");
  }

  /** Saves what is seen, as PNG. */
  public void screenshot(Path file) {
    Object data = call("Page.captureScreenshot", Map.of("format", "png")).get("data");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    } catch (IOException e) {
      throw new AssertionError("writing " + file, e);
    }
  }
}
