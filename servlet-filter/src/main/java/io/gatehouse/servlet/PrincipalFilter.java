package io.gatehouse.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link GatehouseFilter} who has logged in. It stands last in the chain: a framework
 * such as Spring Security wraps the request, so that a filter in front of it never sees its
 * principal. An application without it can set {@link #ATTRIBUTE} itself.
 */
public final class PrincipalFilter implements Filter {
  /** Attribute of a request: the name of who has logged in, a {@link String}. */
  public static final String ATTRIBUTE = "io.gatehouse.servlet.principal";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http) {
      String name = name(http.getUserPrincipal());
      if (name != null) {
        http.setAttribute(ATTRIBUTE, name);
      }
    }
    chain.doFilter(request, response);
  }

  /** Who has logged in, as the container or this filter has it; null for nobody. */
  static @Nullable String principal(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String told
        ? told
        : name(request.getUserPrincipal());
  }

  private static @Nullable String name(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }
}
