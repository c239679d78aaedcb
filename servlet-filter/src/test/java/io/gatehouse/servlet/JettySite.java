package io.gatehouse.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real Jetty. */
final class JettySite implements Site {
  private final Server server = new Server();
  private final ServerConnector connector;
  private final ServletContextHandler context = new ServletContextHandler("/");

  JettySite() {
    connector = new ServerConnector(server);
  }

  private JettySite(ConnectionFactory... protocols) {
    connector = new ServerConnector(server, protocols);
  }

  /** One that believes what the PROXY protocol says of the other end, and wants to hear it. */
  static JettySite byProxyProtocol() {
    return new JettySite(new ProxyConnectionFactory(), new HttpConnectionFactory());
  }

  /** Listens there and not at a port that is free. */
  JettySite port(int port) {
    connector.setPort(port);
    return this;
  }

  @Override
  public JettySite filter(Map<String, String> parameters) {
    FilterHolder filter = new FilterHolder(new GatehouseFilter());
    filter.setAsyncSupported(true);
    filter.setInitParameters(parameters);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    return this;
  }

  @Override
  public JettySite servlet(String pattern, Servlet servlet) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, pattern);
    return this;
  }

  @Override
  public JettySite uploads(String pattern, Servlet servlet, MultipartConfigElement limits) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    holder.getRegistration().setMultipartConfig(limits);
    context.addServlet(holder, pattern);
    return this;
  }

  @Override
  public JettySite start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    return this;
  }

  @Override
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
