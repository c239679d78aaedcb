package io.gatehouse.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A real Tomcat. */
final class TomcatSite implements Site {
  private final Tomcat tomcat;
  private final Context context;

  /** Not yet started. */
  TomcatSite(Path directory, String contextPath) {
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.setSilent(true);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    context = tomcat.addContext(contextPath, new File(directory.toString()).getAbsolutePath());
    context.setParentClassLoader(TomcatSite.class.getClassLoader());
  }

  /** Listens there and not at a port that is free. */
  TomcatSite port(int port) {
    tomcat.getConnector().setPort(port);
    return this;
  }

  @Override
  public TomcatSite filter(Map<String, String> parameters) {
    FilterDef filter = new FilterDef();
    filter.setFilterClass(GatehouseFilter.class.getName());
    parameters.forEach(filter::addInitParameter);
    context.addFilterMapBefore(map("gatehouse", filter));
    return this;
  }

  /** Adds a filter behind those that are there. */
  TomcatSite then(String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilter(filter);
    context.addFilterMap(map(name, definition));
    return this;
  }

  private FilterMap map(String name, FilterDef filter) {
    filter.setFilterName(name);
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    map.setDispatcher(DispatcherType.REQUEST.name());
    return map;
  }

  @Override
  public TomcatSite servlet(String pattern, Servlet servlet) {
    String name = "servlet" + pattern;
    Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
    context.addServletMappingDecoded(pattern, name);
    return this;
  }

  @Override
  public TomcatSite uploads(String pattern, Servlet servlet, MultipartConfigElement limits) {
    String name = "uploads" + pattern;
    Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
    wrapper.setAsyncSupported(true);
    wrapper.setMultipartConfigElement(limits);
    context.addServletMappingDecoded(pattern, name);
    return this;
  }

  Context context() {
    return context;
  }

  @Override
  public TomcatSite start() throws LifecycleException {
    servlet("/", new NotFound());
    tomcat.start();
    return this;
  }

  /** Takes what no other servlet does, as the default servlet of a web application. */
  private static final class NotFound extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** Whether the application came up; a filter that refuses its settings keeps it down. */
  boolean isUp() {
    return context.getState() == LifecycleState.STARTED;
  }

  @Override
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
