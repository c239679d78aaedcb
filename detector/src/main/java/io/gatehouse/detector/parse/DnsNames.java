package io.gatehouse.detector.parse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.gatehouse.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * The names of addresses, from the resolvers of this host. Answers are kept for an hour, no answer
 * for five minutes; a question takes three seconds at most, and three names are enough.
 */
public final class DnsNames implements ReverseNames {
  private static final Duration KEEP = Duration.ofHours(1);
  private static final Duration KEEP_NONE = Duration.ofMinutes(5);
  private static final int LIMIT_KEPT = 16_384;
  private static final int LIMIT_NAMES = 3;
  private static final String TIMEOUT_MILLIS = "3000";

  private final ReverseNames source;
  private final Cache<IpAddress, List<String>> kept;

  private DnsNames(ReverseNames source) {
    this.source = source;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(LIMIT_KEPT)
            .expireAfter(
                Expiry.<IpAddress, List<String>>writing(
                    (address, names) -> names.isEmpty() ? KEEP_NONE : KEEP))
            .build();
  }

  /** Asks the resolvers of this host. */
  public static DnsNames ofHost() {
    return asking("dns:");
  }

  /** Asks one server, such as {@code dns://127.0.0.1:5353}. */
  static DnsNames asking(String server) {
    return new DnsNames(address -> ask(server, address));
  }

  /** Asks another source, and keeps what it says. */
  static DnsNames over(ReverseNames source) {
    return new DnsNames(source);
  }

  @Override
  public List<String> of(IpAddress address) {
    return kept.get(address, source::of);
  }

  /**
   * JNDI's DNS provider gives texts only and never makes objects; the question is made of digits.
   */
  @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // its settings are a Hashtable
  private static List<String> ask(String server, IpAddress address) {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, server);
    settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
    settings.put("com.sun.jndi.dns.timeout.retries", "1");
    List<String> names = new ArrayList<>();
    try {
      InitialDirContext context = new InitialDirContext(settings);
      try {
        Attribute pointers =
            context.getAttributes(question(address), new String[] {"PTR"}).get("PTR");
        NamingEnumeration<?> values = pointers == null ? null : pointers.getAll();
        while (values != null && values.hasMore() && names.size() < LIMIT_NAMES) {
          names.add(String.valueOf(values.next()));
        }
      } finally {
        context.close();
      }
    } catch (NamingException e) {
      return List.of();
    }
    return List.copyOf(names);
  }

  /** The name that an address has among the reverse zones (RFC 1035 §3.5, RFC 3596 §2.5). */
  static String question(IpAddress address) {
    byte[] bytes = address.toBytes();
    StringBuilder name = new StringBuilder();
    for (int i = bytes.length - 1; i >= 0; i--) {
      int value = bytes[i] & 0xff;
      if (address.isIpv4()) {
        name.append(value).append('.');
      } else {
        name.append(Character.forDigit(value & 0xf, 16)).append('.');
        name.append(Character.forDigit(value >> 4, 16)).append('.');
      }
    }
    return name.append(address.isIpv4() ? "in-addr.arpa" : "ip6.arpa").toString();
  }
}
