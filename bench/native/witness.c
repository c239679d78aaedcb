/*
 * An independent witness of what the kernel holds, and since when. Looks at the generation of the
 * ruleset every millisecond; whenever it has moved, adds up the element counts of all sets.
 *
 *   unshare -n witness > FILE     until it is ended
 *   unshare -n witness once       one line, now
 *
 * A line: nanoseconds since 1970, generation, elements (-1 where the kernel does not count them).
 */
#include "netlink.h"

enum { COUNT_ATTRIBUTE = 20 }; /* NFTA_SET_COUNT, in headers since 6.16 */

static struct nlattr *find(struct nlmsghdr *header, int wanted) {
  int left = header->nlmsg_len - NLMSG_LENGTH(sizeof(struct nfgenmsg));
  unsigned char *at = (unsigned char *)NLMSG_DATA(header) + sizeof(struct nfgenmsg);
  while (left >= NLA_HDRLEN) {
    struct nlattr *attribute = (struct nlattr *)at;
    if ((attribute->nla_type & NLA_TYPE_MASK) == wanted) {
      return attribute;
    }
    at += NLA_ALIGN(attribute->nla_len);
    left -= NLA_ALIGN(attribute->nla_len);
  }
  return NULL;
}

static uint32_t number(const struct nlattr *attribute) {
  uint32_t value;
  memcpy(&value, (const unsigned char *)attribute + NLA_HDRLEN, sizeof value);
  return ntohl(value);
}

/* Sends one request and adds up an attribute of all its answers; -1 if none has it. */
static long ask(int fd, int message, uint16_t flags, int attribute) {
  static unsigned char answers[65536];
  struct buffer request = {0};
  close_message(&request, open_nft(&request, message, flags, AF_UNSPEC));
  send_whole(fd, request.bytes, request.length);
  free(request.bytes);
  long sum = -1;
  for (int more = 1; more;) {
    ssize_t size = recv(fd, answers, sizeof answers, 0);
    for (struct nlmsghdr *header = (void *)answers; NLMSG_OK(header, size);
         header = NLMSG_NEXT(header, size)) {
      more = flags & NLM_F_DUMP && header->nlmsg_type != NLMSG_DONE;
      struct nlattr *found = header->nlmsg_type >= NLMSG_MIN_TYPE ? find(header, attribute) : NULL;
      if (found) {
        sum = (sum < 0 ? 0 : sum) + number(found);
      }
    }
  }
  return sum;
}

static void tell(int fd, long generation) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  long elements = ask(fd, NFT_MSG_GETSET, NLM_F_DUMP, COUNT_ATTRIBUTE);
  printf("%ld%09ld %ld %ld\n", now.tv_sec, now.tv_nsec, generation, elements);
}

int main(int argc, char **argv) {
  struct timespec pause = {.tv_nsec = 1000000};
  (void)argv;
  require_own_namespace();
  setvbuf(stdout, NULL, _IOLBF, 0);
  int fd = open_netlink();
  for (long seen = -1;; nanosleep(&pause, NULL)) {
    long generation = ask(fd, NFT_MSG_GETGEN, 0, NFTA_GEN_ID);
    if (generation != seen) {
      tell(fd, seen = generation);
    }
    if (argc > 1) {
      return 0;
    }
  }
}
