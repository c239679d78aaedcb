package io.gatehouse.firewall.nftables;

import io.gatehouse.net.IpPrefix;
import io.gatehouse.testing.NetworkNamespace;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the program nft what is in the kernel. */
final class NftProgram {
  private static final Pattern MAP =
      Pattern.compile("(?:map|set) (\\S+) \\{(.*?)\\n\\t\\}", Pattern.DOTALL);
  private static final Pattern ELEMENT =
      Pattern.compile("([0-9a-f.:]+)(?: timeout \\S+)? expires (\\S+)");
  private static final Pattern LENGTH = Pattern.compile("banned[46]-g\\d+-(\\d+)");

  private final NetworkNamespace namespace;

  NftProgram(NetworkNamespace namespace) {
    this.namespace = namespace;
  }

  String run(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "nft";
    System.arraycopy(words, 0, command, 1, words.length);
    return namespace.run(command);
  }

  String ruleset() {
    return run("list", "ruleset");
  }

  /** Elements of maps that a rule refers to. */
  Set<String> enforced() {
    String ruleset = ruleset();
    Set<String> elements = new TreeSet<>();
    Matcher maps = MAP.matcher(ruleset);
    while (maps.find()) {
      String name = maps.group(1);
      if (Pattern.compile("@" + Pattern.quote(name) + "\\b(?!-)").matcher(ruleset).find()) {
        addElements(elements, name, maps.group(2));
      }
    }
    return elements;
  }

  private static void addElements(Set<String> elements, String map, String block) {
    Matcher length = LENGTH.matcher(map);
    String suffix = length.matches() ? "/" + length.group(1) : "";
    Matcher matcher = ELEMENT.matcher(block);
    while (matcher.find()) {
      elements.add(IpPrefix.parse(matcher.group(1) + suffix).toString());
    }
  }
}
