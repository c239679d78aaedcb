package io.gatehouse.detector.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A line as a data source read it. One thread at a time.
 *
 * <p>Statics of parsers may set its texts, which is why it is no record.
 */
public final class Line {
  private final Instant time;
  private Map<String, String> labels;
  private String raw;
  private String src;
  private String module;

  /**
   * A line.
   *
   * @param raw its text, without the line's end
   * @param src where it comes from: a path, or a name such as {@code journalctl-_SYSTEMD_UNIT=ssh}
   * @param module the data source's kind, such as {@code file} or {@code journalctl}
   * @param time when it was read
   * @param labels of the acquisition; {@code type} decides which parsers look at it. Not copied
   */
  public Line(String raw, String src, String module, Instant time, Map<String, String> labels) {
    this.raw = raw;
    this.src = src;
    this.module = module;
    this.time = time;
    this.labels = labels;
  }

  /** Its text. */
  public String raw() {
    return raw;
  }

  /** Where it comes from. */
  public String src() {
    return src;
  }

  /** The data source's kind. */
  public String module() {
    return module;
  }

  /** When it was read. */
  public Instant time() {
    return time;
  }

  /** Labels of the acquisition. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Replaces the text, as a static's target may. */
  public void setRaw(String text) {
    raw = text;
  }

  /** Replaces the place, as a static's target may. */
  public void setSrc(String text) {
    src = text;
  }

  /** Replaces the kind, as a static's target may. */
  public void setModule(String text) {
    module = text;
  }

  /** Sets a label of this line alone: lines of one acquisition share theirs. */
  public void setLabel(String key, String value) {
    Map<String, String> own = new HashMap<>(labels);
    own.put(key, value);
    labels = own;
  }

  Line copy() {
    return new Line(raw, src, module, time, labels);
  }
}
