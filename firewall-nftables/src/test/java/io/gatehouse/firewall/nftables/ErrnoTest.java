package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.EnforcementException.Outlook;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrnoTest {
  @ParameterizedTest
  @CsvSource({
    "1, EPERM, OPERATOR, CAP_NET_ADMIN",
    "2, ENOENT, RETRY, rebuilt",
    "12, ENOMEM, RETRY, memory",
    "23, ENFILE, OPERATOR, raise its size",
    "34, ERANGE, OPERATOR, shorter names",
    "90, EMSGSIZE, RETRY, net.core.wmem_max",
    "95, EOPNOTSUPP, OPERATOR, NF_TABLES_INET",
    "105, ENOBUFS, RETRY, lost",
    "12345, errno 12345, RETRY, unexpected",
  })
  void is_told_by_name_with_what_to_do(int number, String name, Outlook outlook, String advice) {
    EnforcementException refusal = Errno.refused("adding 3 elements", number);

    assertThat(refusal).hasMessageStartingWith("nftables: adding 3 elements failed: " + name);
    assertThat(refusal).hasMessageContaining(advice);
    assertThat(refusal.code()).contains(name);
    assertThat(refusal.outlook()).isEqualTo(outlook);
  }

  @Test
  void the_kernels_own_words_are_passed_on() {
    KernelError error = new KernelError(1, 22, OptionalInt.empty(), Optional.of("bad attribute"));

    assertThat(Errno.refused("x", error)).hasMessageEndingWith("(kernel: bad attribute)");
  }
}
