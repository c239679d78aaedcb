package io.gatehouse.servlet;

import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.appsec.AppSecRequest.Body;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.ClientAddress;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A request as the container received it. Filters before ours may have wrapped it and put the word
 * of a header in the place of the connection's address (Spring's ForwardedHeaderFilter, Tomcat's
 * RemoteIpFilter), and hidden the headers: their wrappers are taken off.
 */
final class RawRequest {
  private static final String FORWARDED_PROTOCOL = "X-Forwarded-Proto";

  private RawRequest() {}

  static HttpServletRequest of(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest http ? http : request;
  }

  static List<String> lines(HttpServletRequest raw, String name) {
    Enumeration<String> lines = raw.getHeaders(name);
    return lines == null ? List.of() : Collections.list(lines);
  }

  /** Path as the container understood it. */
  static String mappedPath(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path = request.getServletPath();
    return rest == null ? path : path + rest;
  }

  static Visit visit(
      HttpServletRequest request,
      HttpServletRequest raw,
      ClientAddress client,
      OptionalLong network) {
    String query = raw.getQueryString();
    String host = raw.getHeader("Host");
    return new Visit(
        raw.getMethod().toUpperCase(Locale.ROOT),
        query == null ? raw.getRequestURI() : raw.getRequestURI() + '?' + query,
        request.getContextPath(),
        host == null ? raw.getServerName() : host,
        isSecure(request, raw, client),
        client.address(),
        network,
        UUID.randomUUID().toString(),
        raw::getHeader);
  }

  static AppSecRequest forAppSec(Visit visit, HttpServletRequest raw, Body body) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    Enumeration<String> names = raw.getHeaderNames();
    while (names != null && names.hasMoreElements()) {
      String name = names.nextElement();
      lines(raw, name).forEach(value -> headers.add(Map.entry(name, value)));
    }
    return new AppSecRequest(
        raw.getMethod(),
        visit.target(),
        visit.host(),
        raw.getProtocol(),
        visit.address(),
        visit.requestId(),
        headers,
        body);
  }

  /** By the connection, by a filter before ours, or by the proxy whose word counts. */
  private static boolean isSecure(
      HttpServletRequest request, HttpServletRequest raw, ClientAddress client) {
    return request.isSecure()
        || raw.isSecure()
        || (client.source() == ClientAddress.Source.FORWARDED
            && "https".equalsIgnoreCase(raw.getHeader(FORWARDED_PROTOCOL)));
  }
}
