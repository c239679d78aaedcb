package io.gatehouse.detector.parse;

import static java.util.Objects.requireNonNull;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.Suggestion;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.grok.GrokException;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.grok.GrokPattern;
import io.gatehouse.detector.parse.Node.OnSuccess;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns documents of parsers into {@link Node}s; problems go to the sections' report. Patterns that
 * a document defines are known to it and to the documents after it.
 */
final class NodeReader {
  private static final Logger log = LoggerFactory.getLogger(NodeReader.class);
  private static final int LIMIT_DEPTH = 16;
  private static final int LIMIT_STASH = 1_000_000;
  private static final String DEFAULT_FORMAT = "1.0";
  private static final double MAX_FORMAT = 3.0;

  private final Expressions expressions;
  private final GrokLibrary groks;
  private final Map<String, Static.Method> methods;
  private final ParserContext context;
  private final List<DataRequest> data = new ArrayList<>();

  NodeReader(Environment environment, GrokLibrary groks, ParserContext context) {
    this.expressions = new Expressions(environment);
    this.groks = groks;
    this.methods = Enrichments.of(context);
    this.context = context;
  }

  /** Files that were asked for so far. */
  List<DataRequest> data() {
    return data;
  }

  /** A node of the first level; empty for a document that is none, or of a form from the future. */
  Optional<Node> document(ConfigSection section) {
    if (!section.has("name") && !section.has("description") && !section.has("author")) {
      section.leaveRest();
      return Optional.empty();
    }
    double format = section.value("format", 1.0, NodeReader::format);
    if (format < 1 || format > MAX_FORMAT) {
      log.error(
          "{}: format {} is not one of {} to {}; the document is left out",
          section.placeOf("format"),
          format,
          DEFAULT_FORMAT,
          MAX_FORMAT);
      section.leaveRest();
      return Optional.empty();
    }
    section.text("description", "");
    section.text("author", "");
    section.texts("references", List.of());
    section.text("stage", "");
    section.ignoredFlag("profiling", "the metrics count what each node takes");
    return Optional.of(node(section, section.text("name", ""), 0));
  }

  private static double format(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a version such as 2.0 is expected");
    }
  }

  private Node node(ConfigSection section, String name, int depth) {
    section.ignoredFlag("debug", "`gatehouse explain` shows every step");
    section.entries("pattern_syntax").forEach((key, text) -> define(section, key, text));
    Expression filter = expression(section, "filter", Type.BOOL);
    ConfigSection grok = section.has("grok") ? section.section("grok") : null;
    Node node =
        new Node(
            name,
            filter,
            Precheck.of(filter == null ? List.of() : filter.requirements()),
            section.value("onsuccess", OnSuccess.CONTINUE, NodeReader::onSuccess),
            section.has("whitelist") ? whitelist(section.section("whitelist")) : null,
            grok == null ? null : grok(grok),
            section.sections("stash").stream().flatMap(each -> stash(each).stream()).toList(),
            children(section, name, depth),
            statics(section));
    section.sections("data").forEach(this::data);
    if (!doesSomething(section) && (grok == null || !hasPattern(grok))) {
      section.problem(
          "nodes", "are missing, and so are 'grok', 'statics' and 'whitelist': it does nothing");
    }
    return node;
  }

  private static boolean doesSomething(ConfigSection section) {
    return section.has("nodes") || section.has("statics") || section.has("whitelist");
  }

  private static boolean hasPattern(ConfigSection grok) {
    return grok.has("pattern") || grok.has("name");
  }

  private static OnSuccess onSuccess(String word) {
    return switch (word) {
      case "continue", "" -> OnSuccess.CONTINUE;
      case "next_stage" -> OnSuccess.NEXT_STAGE;
      default -> throw new IllegalArgumentException("continue or next_stage is expected");
    };
  }

  private void define(ConfigSection section, String name, String text) {
    if (!groks.addIfAbsent(name, text, section.placeOf("pattern_syntax"))) {
      log.debug(
          "{}: pattern '{}' is known already; the first definition counts",
          section.placeOf("pattern_syntax"),
          name);
    }
  }

  private List<Node> children(ConfigSection section, String parent, int depth) {
    List<Node> children = new ArrayList<>();
    for (ConfigSection child : section.sections("nodes")) {
      if (depth == LIMIT_DEPTH) {
        section.problem("nodes", "are nested deeper than " + LIMIT_DEPTH);
        return List.of();
      }
      String name = child.text("name", "child-" + parent);
      child.text("description", "");
      child.text("author", "");
      children.add(node(child, name, depth + 1));
    }
    return children;
  }

  private @Nullable Expression expression(ConfigSection section, String key, Type wanted) {
    String text = section.text(key, "");
    if (text.isEmpty()) {
      return null;
    }
    return expressions.compile(section, key, text, wanted).orElse(null);
  }

  private Whitelist whitelist(ConfigSection section) {
    List<IpPrefix> prefixes = new ArrayList<>();
    List<String> addresses = section.texts("ip", List.of());
    for (int i = 0; i < addresses.size(); i++) {
      Optional<IpAddress> address = IpAddress.tryParse(addresses.get(i));
      address.ifPresent(found -> prefixes.add(IpPrefix.of(found)));
      if (address.isEmpty()) {
        section.rejectItem("ip", i, "an IP address is expected");
      }
    }
    List<String> ranges = section.texts("cidr", List.of());
    for (int i = 0; i < ranges.size(); i++) {
      Optional<IpPrefix> prefix = IpPrefix.tryParse(ranges.get(i));
      prefix.ifPresent(prefixes::add);
      if (prefix.isEmpty()) {
        section.rejectItem("cidr", i, "a prefix such as 192.0.2.0/24 is expected");
      }
    }
    List<Expression> tests = new ArrayList<>();
    for (String text : section.texts("expression", List.of())) {
      expressions.compile(section, "expression", text, Type.BOOL).ifPresent(tests::add);
    }
    return new Whitelist(section.text("reason", ""), prefixes, tests);
  }

  private @Nullable Grok grok(ConfigSection section) {
    String applyOn = section.text("apply_on", "");
    Expression expression = expression(section, "expression", Type.ANY);
    String name = section.text("name", "");
    String pattern = section.text("pattern", "");
    List<Static> statics = statics(section);
    if (applyOn.isEmpty() && !section.has("expression")) {
      section.problem("apply_on", "is missing; write a field such as message, or 'expression'");
    }
    if (name.isEmpty() && pattern.isEmpty()) {
      // with an expression alone upstream takes it for no grok at all (crowdsec:pkg/parser/node.go)
      if (!applyOn.isEmpty()) {
        section.problem("pattern", "is missing; write one, or 'name' with that of a known one");
      }
      return null;
    }
    Optional<GrokPattern> compiled = pattern(section, name, pattern);
    return compiled.map(it -> new Grok(it, applyOn, expression, statics)).orElse(null);
  }

  private Optional<GrokPattern> pattern(ConfigSection section, String name, String pattern) {
    String key = name.isEmpty() ? "pattern" : "name";
    try {
      return Optional.of(
          name.isEmpty()
              ? groks.compile(pattern, section.placeOf(key))
              : groks.compileNamed(name, section.placeOf(key)));
    } catch (GrokException e) {
      section.problem(key, "can't be used: " + e.getMessage());
      return Optional.empty();
    }
  }

  private List<Static> statics(ConfigSection section) {
    return section.sections("statics").stream().map(this::oneStatic).toList();
  }

  private Static oneStatic(ConfigSection section) {
    String value = section.text("value", "");
    Expression expression = expression(section, "expression", Type.ANY);
    boolean plain = !value.isEmpty() || !section.has("expression");
    String method = section.text("method", "");
    return new Static(
        value,
        plain ? null : expression,
        method.isEmpty() ? null : method(section, method),
        target(section),
        section.placeOf(""));
  }

  private Static.@Nullable Method method(ConfigSection section, String name) {
    Static.Method method = methods.get(name);
    if (method == null) {
      String meant =
          Suggestion.of(name, methods.keySet())
              .map(known -> "did you mean '" + known + "'?")
              .orElse("one of " + String.join(", ", methods.keySet()) + " is expected");
      section.reject("method", meant);
    }
    return method;
  }

  private @Nullable Target target(ConfigSection section) {
    String parsed = section.text("parsed", "");
    String meta = section.text("meta", "");
    String enriched = section.text("enriched", "");
    String path = section.text("target", "");
    if (!parsed.isEmpty()) {
      return Target.parsed(parsed);
    }
    if (!meta.isEmpty()) {
      return Target.meta(meta);
    }
    if (!enriched.isEmpty()) {
      return Target.enriched(enriched);
    }
    return path.isEmpty() ? withoutTarget(section) : target(section, path);
  }

  private static @Nullable Target withoutTarget(ConfigSection section) {
    if (!section.has("method")) {
      section.problem("target", "is missing; write 'meta', 'parsed', 'target' or 'method'");
    }
    return null;
  }

  /** A path that no event has is no error upstream, and one parser of the hub has one. */
  private static @Nullable Target target(ConfigSection section, String path) {
    Optional<Target> target = Target.path(path);
    if (target.isEmpty()) {
      section.warn("target", "is \"" + path + "\", which no event has; nothing is written");
    }
    return target.orElse(null);
  }

  private Optional<Stash> stash(ConfigSection section) {
    section.require("name", "give the cache a name");
    section.require("key", "write an expression that gives a text");
    section.require("value", "write an expression that gives a text");
    section.require("ttl", "write how long the value is kept, such as 30s");
    String name = section.text("name", "");
    Expression key = expression(section, "key", Type.ANY);
    Expression value = expression(section, "value", Type.ANY);
    Duration ttl = section.value("ttl", Duration.ZERO, GoDuration::parse, GoDuration::format);
    section.value("strategy", "LRU", NodeReader::strategy);
    context.stashes().declare(name, section.integer("size", Stashes.USUAL_SIZE, 1, LIMIT_STASH));
    return key == null || value == null
        ? Optional.empty()
        : Optional.of(new Stash(name, key, requireNonNull(value), ttl));
  }

  /** All of them bound the cache; which value makes room first is the same here. */
  private static String strategy(String word) {
    if (!List.of("LRU", "LFU", "ARC").contains(word)) {
      throw new IllegalArgumentException("LRU, LFU or ARC is expected");
    }
    return word;
  }

  private void data(ConfigSection section) {
    section.text("source_url", "");
    section.require("dest_file", "write the name under which rules look the file up");
    String type =
        section.value(
            "type",
            "",
            word -> {
              if (!List.of("", "string", "regex", "regexp", "map", "bots").contains(word)) {
                throw new IllegalArgumentException("string, regexp or map is expected");
              }
              return word;
            });
    section.flag("cache", false);
    section.text("strategy", "");
    section.integer("size", 50, 0, LIMIT_STASH);
    section.text("ttl", "");
    data.add(new DataRequest(section.text("dest_file", ""), type, section.placeOf("dest_file")));
  }
}
