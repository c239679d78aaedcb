package example;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with the application in place of a folder {@code webapps}. */
public final class Server {
  private Server() {}

  /** Takes a port and a WAR. */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createTempDirectory("tomcat");
    Files.createDirectories(work.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(work.toString());
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setAddDefaultWebXmlToWebapp(false); // it wants JSP
    tomcat.addWebapp("", Path.of(arguments[1]).toAbsolutePath().toString());
    tomcat.start();
    tomcat.getServer().await();
  }
}
