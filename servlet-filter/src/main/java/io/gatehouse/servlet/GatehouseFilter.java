package io.gatehouse.servlet;

import io.gatehouse.bouncer.Setting;
import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.config.ConfigException;
import io.gatehouse.lapi.LapiException;
import io.micrometer.core.instrument.Metrics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, asks or slows down who is decided about, in front of everything else in a web application.
 * Settings are those of {@link Setting}: as init parameters of the filter or of the application,
 * system properties, environment variables, or from MicroProfile Config where the application has
 * it, the first of these that says something.
 */
public final class GatehouseFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(GatehouseFilter.class);

  private final @Nullable Gatehouse given;
  private @Nullable Gatehouse own;

  /** Set once by {@link #init}, before the container lets a request in. */
  private @Nullable RequestHandler handler;

  /** A filter that reads its settings when the container starts it. */
  public GatehouseFilter() {
    this.given = null;
  }

  /** A filter that decides with this; whoever made it closes it. */
  public GatehouseFilter(Gatehouse gatehouse) {
    this.given = gatehouse;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    Gatehouse gatehouse = given;
    if (gatehouse == null) {
      List<SettingSource> sources = sources(config);
      if (!Setting.isEnabled(sources)) {
        log.info("gatehouse.enabled is false: every request passes");
        return;
      }
      gatehouse = open(sources);
      own = gatehouse;
    }
    QuarkusCheck.warnings(loader(config.getServletContext())).forEach(log::warn);
    handler = new RequestHandler(gatehouse, config.getServletContext().getContextPath());
  }

  private static Gatehouse open(List<SettingSource> sources) throws ServletException {
    try {
      List<DecisionHandler> handlers =
          ServiceLoader.load(DecisionHandler.class).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      return Gatehouse.open(Gatehouse.settings(sources), Metrics.globalRegistry, handlers);
    } catch (ConfigException | LapiException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static List<SettingSource> sources(FilterConfig config) {
    List<SettingSource> sources = new ArrayList<>();
    sources.add(
        SettingSource.of(
            "filter",
            texts(Collections.list(config.getInitParameterNames()), config::getInitParameter)));
    sources.addAll(sources(config.getServletContext()));
    return sources;
  }

  static List<SettingSource> sources(ServletContext context) {
    List<SettingSource> sources = new ArrayList<>();
    sources.add(
        SettingSource.of(
            "web application",
            texts(Collections.list(context.getInitParameterNames()), context::getInitParameter)));
    sources.add(SettingSource.systemProperties());
    sources.add(SettingSource.environment());
    MicroProfileSettings.find(loader(context)).ifPresent(sources::add);
    return sources;
  }

  /** Sees what the application has; an embedded Jetty has no class loader for it. */
  static ClassLoader loader(ServletContext context) {
    return Objects.requireNonNullElseGet(
        context.getClassLoader(), GatehouseFilter.class::getClassLoader);
  }

  private static Map<String, String> texts(
      List<String> names, Function<String, @Nullable String> value) {
    Map<String, String> texts = new HashMap<>();
    for (String name : names) {
      String text = value.apply(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  /** Forwards, includes, errors and async dispatches of a request were looked at as the request. */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestHandler open = handler;
    if (open != null
        && request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      open.handle(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  public void destroy() {
    Gatehouse open = own;
    if (open != null) {
      open.close();
    }
  }
}
