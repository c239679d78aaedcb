package example;

import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** An embedded Tomcat with one page, and Gatehouse in front of it; the first argument is a port. */
public final class Site {
  private Site() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("target/tomcat");
    tomcat.setPort(args.length > 0 ? Integer.parseInt(args[0]) : 8080);
    tomcat.getConnector();
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    if (!Boolean.getBoolean("example.unprotected")) {
      protect(context);
    }
    Tomcat.addServlet(context, "welcome", new Welcome());
    context.addServletMappingDecoded("/", "welcome");
    tomcat.start();
    tomcat.getServer().await();
  }

  /** With a LAPI: parameters {@code gatehouse.api-url} and {@code gatehouse.api-key} instead. */
  private static void protect(Context context) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("gatehouse");
    filter.setFilterClass(GatehouseFilter.class.getName());
    filter.setAsyncSupported("true");
    filter.addInitParameter("gatehouse.decisions-file", "decisions.csv");
    filter.addInitParameter("gatehouse.trusted-proxies", "loopback");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("gatehouse");
    everything.addURLPattern("/*");
    context.addFilterMapBefore(everything);
  }

  private static final class Welcome extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.getWriter().println("Welcome");
    }
  }
}
