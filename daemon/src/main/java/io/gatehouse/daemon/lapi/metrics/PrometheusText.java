package io.gatehouse.daemon.lapi.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Prometheus' text format (version 0.0.4); lines that make no sense are passed over. */
public final class PrometheusText {
  private final String line;
  private int at;

  private PrometheusText(String line) {
    this.line = line;
  }

  /** Every sample of a scrape, in its order. */
  public static List<Sample> parse(String scrape) {
    List<Sample> samples = new ArrayList<>();
    scrape
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> new PrometheusText(line).sample().ifPresent(samples::add));
    return samples;
  }

  private Optional<Sample> sample() {
    try {
      String name = upTo("{ ");
      Map<String, String> labels = peek() == '{' ? labels() : Map.of();
      String value = firstWord(line.substring(at).strip());
      return Optional.of(new Sample(name, labels, number(value)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A time may follow. */
  private static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    at++;
    while (peek() != '}') {
      String name = upTo("=").strip();
      at += 2;
      labels.put(name, quoted());
      while (peek() == ',' || peek() == ' ') {
        at++;
      }
    }
    at++;
    return labels;
  }

  /** Behind the opening quote; ends behind the closing one. */
  private String quoted() {
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        char escaped = line.charAt(at++);
        text.append(escaped == 'n' ? '\n' : escaped);
      } else {
        text.append(c);
      }
    }
    at++;
    return text.toString();
  }

  private String upTo(String ends) {
    int from = at;
    while (ends.indexOf(peek()) < 0) {
      at++;
    }
    return line.substring(from, at);
  }

  private char peek() {
    return line.charAt(at);
  }
}
