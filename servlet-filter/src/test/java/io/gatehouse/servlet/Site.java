package io.gatehouse.servlet;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.Map;

/** A real server on a port of loopback, with the filter in front of a small application. */
interface Site {

  /** Puts the filter in front, with these init parameters. */
  Site filter(Map<String, String> parameters);

  /** Adds a part of the application. */
  Site servlet(String pattern, Servlet servlet);

  /** Adds a part of the application that takes uploads. */
  Site uploads(String pattern, Servlet servlet, MultipartConfigElement limits);

  /** Starts the server. */
  Site start() throws Exception;

  /** Where a path is. */
  URI at(String path);

  /** Stops the server. */
  void close() throws Exception;
}
