package io.gatehouse.detector.acquire;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for the logs of well-known programs, for who has configured none. */
public final class Discovery {
  private static final List<String> AUTH = List.of("/var/log/auth.log", "/var/log/secure");
  private static final List<String> SYSTEM = List.of("/var/log/syslog", "/var/log/messages");
  private static final List<String> JOURNALS = List.of("/var/log/journal", "/run/log/journal");

  private Discovery() {}

  /**
   * What a host has, as documents of {@code acquis.yaml}; "" if nothing was found. The journal is
   * read for SSH only where no file has the same lines: read twice, they would count twice.
   *
   * @param root where its file system begins, {@code /}
   */
  public static String on(Path root) {
    List<String> documents = new ArrayList<>();
    List<String> auth = present(root, AUTH);
    addFiles(documents, auth, "syslog");
    addFiles(documents, present(root, SYSTEM), "syslog");
    if (auth.isEmpty() && !present(root, JOURNALS).isEmpty()) {
      documents.add(
          """
          source: journalctl
          journalctl_filter: [_SYSTEMD_UNIT=ssh.service, _SYSTEMD_UNIT=sshd.service]
          labels: {type: syslog}
          """);
    }
    addGlob(documents, root, "/var/log/nginx", "*.log", "nginx");
    addGlob(documents, root, "/var/log/apache2", "*.log", "apache2");
    addGlob(documents, root, "/var/log/httpd", "*_log", "apache2");
    return String.join("---\n", documents);
  }

  private static List<String> present(Path root, List<String> paths) {
    return paths.stream()
        .map(path -> under(root, path))
        .filter(path -> Files.exists(Path.of(path)))
        .toList();
  }

  private static void addGlob(
      List<String> documents, Path root, String directory, String glob, String type) {
    if (Files.isDirectory(Path.of(under(root, directory)))) {
      addFiles(documents, List.of(under(root, directory) + "/" + glob), type);
    }
  }

  private static void addFiles(List<String> documents, List<String> files, String type) {
    if (!files.isEmpty()) {
      String list = String.join("', '", files);
      documents.add("filenames: ['" + list + "']\nlabels: {type: " + type + "}\n");
    }
  }

  private static String under(Path root, String path) {
    return root.resolve(path.substring(1)).toString();
  }
}
