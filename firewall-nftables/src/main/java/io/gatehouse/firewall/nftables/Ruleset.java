package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.IpFamily.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What we put into the kernel apart from elements: tables with counters, sets and chains. A value;
 * {@code toString()} is text that {@code nft -f} reads.
 */
record Ruleset(List<Table> tables) {
  Ruleset {
    tables = List.copyOf(tables);
  }

  @Override
  public String toString() {
    return tables.stream().map(Table::toString).collect(Collectors.joining("\n"));
  }

  /** enum nf_inet_proto of a table. */
  enum TableFamily {
    INET(IpFamily.INET),
    IP(IpFamily.V4.number()),
    IP6(IpFamily.V6.number());

    private final int number;

    TableFamily(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    boolean holds(IpFamily family) {
      return this == INET || number == family.number();
    }

    static TableFamily of(IpFamily family) {
      return family == IpFamily.V4 ? IP : IP6;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Names a table; the same name may exist in each family. */
  record TableName(TableFamily family, String name) {
    @Override
    public String toString() {
      return family + " " + name;
    }
  }

  /**
   * @param counters names of counter objects
   */
  record Table(TableName name, List<String> counters, List<NamedSet> sets, List<Chain> chains) {
    Table {
      counters = List.copyOf(counters);
      sets = List.copyOf(sets);
      chains = List.copyOf(chains);
    }

    @Override
    public String toString() {
      List<String> blocks = new ArrayList<>();
      counters.forEach(counter -> blocks.add("\tcounter " + counter + " {\n\t}\n"));
      sets.forEach(set -> blocks.add(set.toString()));
      chains.forEach(chain -> blocks.add(chain.toString()));
      return "table " + name + " {\n" + String.join("\n", blocks) + "}\n";
    }
  }

  /** What the elements of a set are for. */
  enum SetKind {
    /** Address to counter, each with an end. */
    COUNTING_MAP,
    /** Addresses, each with an end. */
    EXPIRING,
    /** Ranges without end. */
    INTERVALS
  }

  /**
   * @param size most elements; 0 where only memory bounds it
   * @param gcIntervalMillis how often the kernel frees expired elements; 0 for its own default
   */
  record NamedSet(String name, IpFamily family, SetKind kind, int size, int gcIntervalMillis) {
    @Override
    public String toString() {
      boolean map = kind == SetKind.COUNTING_MAP;
      StringBuilder text = new StringBuilder();
      text.append("\t").append(map ? "map " : "set ").append(name).append(" {\n\t\ttype ");
      text.append(family.keyTypeName()).append(map ? " : counter\n" : "\n");
      if (size > 0) {
        text.append("\t\tsize ").append(size).append("\n");
      }
      text.append("\t\tflags ").append(kind == SetKind.INTERVALS ? "interval" : "timeout");
      if (gcIntervalMillis > 0) {
        // nft reads it in a map from 1.0.9 on
        text.append(map ? "\n\t\t# gc-interval " : "\n\t\tgc-interval ");
        text.append(gcIntervalMillis / 1000).append("s");
      }
      return text.append("\n\t}\n").toString();
    }
  }

  /** Where packets pass; enum nf_inet_hooks. */
  enum Hook {
    PREROUTING(0),
    INPUT(1),
    FORWARD(2),
    OUTPUT(3),
    POSTROUTING(4);

    private final int number;

    Hook(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** The far end of the packets seen here. */
    Direction remote() {
      return this == OUTPUT || this == POSTROUTING ? Direction.DESTINATION : Direction.SOURCE;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param hook absent for a chain that is only jumped to
   * @param priority order among chains of the same hook, lowest first
   */
  record Chain(String name, Optional<Hook> hook, int priority, List<Rule> rules) {
    Chain {
      rules = List.copyOf(rules);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("\tchain " + name + " {\n");
      hook.ifPresent(
          at ->
              text.append("\t\ttype filter hook ")
                  .append(at)
                  .append(" priority ")
                  .append(priority)
                  .append("; policy accept;\n"));
      rules.forEach(rule -> text.append("\t\t").append(rule).append("\n"));
      return text.append("\t}\n").toString();
    }
  }

  /** Expressions, read from left to right until one does not match. */
  record Rule(List<Expression> expressions) {
    Rule {
      expressions = List.copyOf(expressions);
    }

    static Rule of(Expression... expressions) {
      return new Rule(List.of(expressions));
    }

    @Override
    public String toString() {
      return expressions.stream().map(Expression::toString).collect(Collectors.joining(" "));
    }
  }
}
