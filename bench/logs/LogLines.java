import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Log lines as a busy host on the Internet writes them, the same for the same seed: {@code java
 * LogLines.java sshd|nginx LINES [SEED]}. Seven of ten come from 300 addresses that attack, the
 * rest from 20,000 others.
 */
public final class LogLines {
  private static final String[] USERS = {
    "root", "admin", "test", "ubuntu", "oracle", "git", "postgres", "deploy", "user", "www-data"
  };
  private static final String[] PAGES = {
    "/",
    "/index.html",
    "/about",
    "/products/1742?ref=home",
    "/static/app.3f2a.js",
    "/img/logo.png",
    "/blog/2026/11/winter",
    "/api/v1/items?page=2",
    "/favicon.ico",
    "/css/main.css"
  };
  private static final String[] PROBES = {
    "/wp-login.php",
    "/.env",
    "/phpmyadmin/",
    "/.git/config",
    "/admin.php",
    "/xmlrpc.php",
    "/cgi-bin/luci",
    "/boaform/admin/formLogin",
    "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
    "curl/8.5.0"
  };

  private final Random random;
  private final String[] attackers = new String[300];
  private final String[] others = new String[20_000];
  private LocalDateTime now = LocalDateTime.of(2026, 11, 1, 0, 0);

  private LogLines(long seed) {
    random = new Random(seed);
    fill(attackers);
    fill(others);
  }

  private void fill(String[] addresses) {
    int[] networks = {5, 45, 91, 103, 141, 185, 194, 198, 203, 218};
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] =
          networks[random.nextInt(networks.length)]
              + "."
              + random.nextInt(256)
              + "."
              + random.nextInt(256)
              + "."
              + (1 + random.nextInt(254));
    }
  }

  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 7;
    LogLines lines = new LogLines(seed);
    try (PrintWriter out =
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16))) {
      for (int i = 0; i < count; i++) {
        lines.now = lines.now.plusNanos(lines.random.nextInt(800_000_000));
        out.print(arguments[0].equals("sshd") ? lines.sshd() : lines.nginx());
        out.print('\n');
      }
    }
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static final DateTimeFormatter SYSLOG =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter COMBINED =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);

  private String sshd() {
    String from = random.nextInt(10) < 7 ? any(attackers) : any(others);
    int port = 1024 + random.nextInt(60_000);
    int kind = random.nextInt(100);
    String message;
    if (kind < 35) {
      message = "Failed password for " + any(USERS) + " from " + from + " port " + port + " ssh2";
    } else if (kind < 55) {
      message =
          "Failed password for invalid user "
              + any(USERS)
              + " from "
              + from
              + " port "
              + port
              + " ssh2";
    } else if (kind < 70) {
      message = "Invalid user " + any(USERS) + " from " + from + " port " + port;
    } else if (kind < 80) {
      message =
          "Accepted publickey for deploy from "
              + from
              + " port "
              + port
              + " ssh2: ED25519 SHA256:k3bQ2c"
              + port;
    } else if (kind < 90) {
      message =
          "Connection closed by authenticating user root " + from + " port " + port + " [preauth]";
    } else {
      message = "pam_unix(sshd:session): session opened for user deploy(uid=1000) by (uid=0)";
    }
    return SYSLOG.format(now) + " web01 sshd[" + (1000 + random.nextInt(90_000)) + "]: " + message;
  }

  private String nginx() {
    boolean attacks = random.nextInt(100) < 15;
    String from = attacks ? any(attackers) : any(others);
    String page = attacks ? any(PROBES) + "?" + random.nextInt(50) : any(PAGES);
    int status = attacks ? 404 : random.nextInt(50) == 0 ? 301 : 200;
    return from
        + " - - ["
        + COMBINED.format(now.atOffset(ZoneOffset.UTC))
        + "] \""
        + (random.nextInt(10) == 0 ? "POST " : "GET ")
        + page
        + " HTTP/1.1\" "
        + status
        + " "
        + random.nextInt(50_000)
        + " \""
        + (attacks ? "-" : "https://shop.example/")
        + "\" \""
        + any(AGENTS)
        + "\"";
  }
}
