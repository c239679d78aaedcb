import io.gatehouse.challenge.ChallengeConfig;
import io.gatehouse.challenge.Challenges;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.KeyRing;
import io.gatehouse.challenge.PassCheck;
import io.gatehouse.challenge.PassLevel;
import io.gatehouse.challenge.PassSettings;
import io.gatehouse.challenge.PowSettings;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What challenges cost the server: checking a pass, making a page, taking a solution; each beside
 * one HMAC-SHA-256 of the same size, the least that a signed token can cost.
 *
 * <pre>
 *   java -cp 'daemon/target/lib/*' bench/challenge/ChallengeBench.java
 * </pre>
 */
public final class ChallengeBench {
  private static final int COUNT = 50_000;
  private static final int SOLUTIONS = 2_000;

  private final Challenges challenges =
      Challenges.open(
          new ChallengeConfig(
              PassSettings.DEFAULT,
              new PowSettings(4, 4, 16, 0, Integer.MAX_VALUE), // easy to find, as dear to check
              Duration.ofMinutes(10),
              5,
              1_000_000,
              Optional.of(Duration.ofSeconds(5)),
              Optional.empty(),
              "/.gatehouse/"),
          KeyRing.random(new SecureRandom()));

  public static void main(String[] arguments) throws Exception {
    for (int round = 1; round <= 3; round++) {
      System.out.printf("round %d%n", round);
      new ChallengeBench().run();
    }
  }

  private void run() throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(new byte[32], "HmacSHA256"));
    byte[] text = new byte[200];
    time("one HMAC-SHA-256 of 200 bytes", COUNT, i -> mac.doFinal(text));
    Visit plain = visit("GET", "/cart?id=7", "");
    time("page with a puzzle", COUNT, i -> challenges.challenge(plain, PassLevel.POW));
    byte[][] forms = new byte[SOLUTIONS][];
    for (int i = 0; i < SOLUTIONS; i++) {
      forms[i] = solve(challenges.challenge(plain, PassLevel.POW).text());
    }
    Visit post = visit("POST", "/.gatehouse/verify", "");
    Reply[] answers = new Reply[1];
    time(
        "solution of 16 rounds, and its pass",
        SOLUTIONS,
        i -> answers[0] = challenges.serve(post, forms[i]));
    if (answers[0].status() != 303) {
      throw new IllegalStateException("not solved: " + answers[0]);
    }
    time(
        "solution that was used already, and a new page",
        SOLUTIONS,
        i -> challenges.serve(post, forms[i]));
    String cookie =
        answers[0].headers().stream()
            .filter(header -> header.name().equals("Set-Cookie"))
            .map(Header::value)
            .findFirst()
            .orElseThrow();
    Visit returning = visit("GET", "/", cookie.substring(0, cookie.indexOf(';')));
    if (!(challenges.check(returning, Instant.MIN) instanceof PassCheck.Valid)) {
      throw new IllegalStateException("no pass");
    }
    time("check of a pass", COUNT, i -> challenges.check(returning, Instant.MIN));
  }

  private static Visit visit(String method, String target, String cookie) {
    Map<String, String> headers =
        Map.of(
            "Cookie",
            cookie,
            "Accept",
            "text/html",
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0");
    return new Visit(
        method,
        target,
        "",
        "shop.example",
        true,
        IpAddress.parse("198.51.100.7"),
        OptionalLong.empty(),
        "3f0e1c52-6a55-4b7e-9a0f-0c9a4f1f2d11",
        headers::get);
  }

  private static byte[] solve(String page) throws Exception {
    byte[] nonce = HexFormat.of().parseHex(find(page, "data-nonce=\"(\\w+)"));
    int bits = Integer.parseInt(find(page, "data-bits=\"(\\d+)"));
    int rounds = Integer.parseInt(find(page, "data-rounds=\"(\\d+)"));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    StringBuilder solution = new StringBuilder();
    for (int round = 0; round < rounds; round++) {
      int number = 0;
      while (zeros(sha256, nonce, round, number) < bits) {
        number++;
      }
      solution.append(round == 0 ? "" : ".").append(number);
    }
    String form =
        "token=" + find(page, "name=\"token\" value=\"([^\"]*)") + "&solution=" + solution;
    return form.getBytes(StandardCharsets.UTF_8);
  }

  private static int zeros(MessageDigest sha256, byte[] nonce, int round, int number) {
    sha256.update(nonce);
    byte[] hash = sha256.digest(ByteBuffer.allocate(8).putInt(round).putInt(number).array());
    return Long.numberOfLeadingZeros(ByteBuffer.wrap(hash).getLong());
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern);
    }
    return matcher.group(1);
  }

  private static void time(String what, int count, IntFunction<Object> work) {
    long start = System.nanoTime();
    int sink = 0;
    for (int i = 0; i < count; i++) {
      sink += work.apply(i).hashCode() & 1;
    }
    double micros = (System.nanoTime() - start) / 1e3 / count;
    System.out.printf("  %-48s %8.1f us%s%n", what, micros, sink < 0 ? "!" : "");
  }
}
