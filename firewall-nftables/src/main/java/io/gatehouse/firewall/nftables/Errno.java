package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.EnforcementException.Outlook;
import java.util.Arrays;
import java.util.Optional;

/** The errors of asm-generic/errno.h that nf_tables answers with, and what an operator can do. */
enum Errno {
  EPERM(
      1,
      Outlook.OPERATOR,
      "not permitted; run as root or with CAP_NET_ADMIN, and if so already, another process owns"
          + " the table: stop the other gatehouse"),
  ENOENT(2, Outlook.RETRY, "something of ours is gone; it is rebuilt"),
  EINTR(4, Outlook.RETRY, "interrupted"),
  EBADF(9, Outlook.OPERATOR, "it is closed"),
  EAGAIN(11, Outlook.RETRY, "no answer"),
  ENOMEM(12, Outlook.RETRY, "the kernel is out of memory; lower the number of decisions"),
  EBUSY(16, Outlook.RETRY, "in use, or there with another counter"),
  EEXIST(17, Outlook.OPERATOR, "there already in another form; remove it or choose another name"),
  EINVAL(22, Outlook.OPERATOR, "the kernel does not understand it; is it older than Linux 5.10?"),
  ENFILE(23, Outlook.OPERATOR, "the set is full; raise its size or set it to 0"),
  EMFILE(24, Outlook.RETRY, "the process has too many files open; raise LimitNOFILE"),
  ERANGE(34, Outlook.OPERATOR, "a name is too long for this kernel; choose shorter names"),
  ERESTART(85, Outlook.RETRY, "somebody else changed the ruleset at the same moment"),
  EMSGSIZE(90, Outlook.RETRY, "the batch is larger than the send buffer; raise net.core.wmem_max"),
  EPROTONOSUPPORT(
      93, Outlook.OPERATOR, "the kernel has no netfilter netlink; enable CONFIG_NETFILTER_NETLINK"),
  EOPNOTSUPP(
      95,
      Outlook.OPERATOR,
      "the kernel lacks a part of nf_tables; enable NF_TABLES, NF_TABLES_INET, NF_TABLES_IPV4,"
          + " NF_TABLES_IPV6, NFT_REJECT, NFT_LIMIT and NFT_LOG"),
  EAFNOSUPPORT(97, Outlook.OPERATOR, "the kernel lacks this address family for nf_tables"),
  ENOBUFS(105, Outlook.RETRY, "answers of the kernel were lost"),
  OTHER(-1, Outlook.RETRY, "unexpected");

  private final int number;
  private final Outlook outlook;
  private final String advice;

  Errno(int number, Outlook outlook, String advice) {
    this.number = number;
    this.outlook = outlook;
    this.advice = advice;
  }

  static Errno of(int number) {
    return Arrays.stream(values()).filter(errno -> errno.number == number).findAny().orElse(OTHER);
  }

  boolean is(int errno) {
    return number == errno;
  }

  /** {@code ENFILE: the set is full; raise its size…}. */
  static String words(int number) {
    Errno errno = of(number);
    return (errno == OTHER ? "errno " + number : errno.name()) + ": " + errno.advice;
  }

  /**
   * The exception for a refusal.
   *
   * @param attempt what was being done, with its value: {@code adding 3 elements to inet gatehouse}
   */
  static EnforcementException refused(String attempt, int number) {
    return new EnforcementException(
        of(number).outlook, Optional.of(nameOf(number)), attempt(attempt) + words(number));
  }

  /** As {@link #refused(String, int)}, with the kernel's own words. */
  static EnforcementException refused(String attempt, KernelError error) {
    String kernel = error.text().map(text -> " (kernel: " + text + ")").orElse("");
    return new EnforcementException(
        of(error.errno()).outlook,
        Optional.of(nameOf(error.errno())),
        attempt(attempt) + words(error.errno()) + kernel);
  }

  private static String attempt(String attempt) {
    return "nftables: " + attempt + " failed: ";
  }

  static String nameOf(int number) {
    Errno errno = of(number);
    return errno == OTHER ? "errno " + number : errno.name();
  }
}
