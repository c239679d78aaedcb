package io.gatehouse.servlet;

import io.gatehouse.decision.Decision;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets the application deal with a type of decision itself: a {@code step-up} that asks for a
 * second factor, say. Found as a service ({@link java.util.ServiceLoader}), or given to {@link
 * Gatehouse#open}.
 */
public interface DecisionHandler {

  /** The decision's type, in lower case, such as {@code step-up}. */
  String type();

  /**
   * Deals with a request from an address about which such a decision is in force.
   *
   * @return whether the request may go on; if false, the response has been written
   */
  boolean handle(HttpServletRequest request, HttpServletResponse response, Decision decision)
      throws IOException, ServletException;
}
