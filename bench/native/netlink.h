/*
 * The few netlink messages that the benches need, written by hand: no library stands between them
 * and the kernel. Numbers are from linux/netfilter/nf_tables.h. Little error handling is wanted here:
 * what goes wrong ends the program with a line.
 */
#ifndef GATEHOUSE_BENCH_NETLINK_H
#define GATEHOUSE_BENCH_NETLINK_H

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* An ELEMENTS attribute has 16 bits of length; what an element takes is known from its parts. */
enum { ELEMENTS_LIMIT = 65535 - 4 };

__attribute__((noreturn, format(printf, 1, 2))) static inline void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static inline double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* Nothing here may ever touch the rules of the machine it runs on: that has more than a loopback. */
static inline void require_own_namespace(void) {
  char line[512];
  FILE *devices = fopen("/proc/self/net/dev", "r");
  if (!devices) {
    fail("bench: /proc/self/net/dev cannot be read: %s", strerror(errno));
  }
  while (fgets(line, sizeof line, devices)) {
    char *name = line + strspn(line, " ");
    if (strchr(name, ':') && strncmp(name, "lo:", 3) && strncmp(name, "veth", 4)) {
      fail("bench: this is the machine's own network; start it with `unshare -n`");
    }
  }
  fclose(devices);
}

/* ---- a growing buffer of messages ---- */

struct buffer {
  unsigned char *bytes;
  size_t length, capacity;
};

static inline void *append(struct buffer *buffer, size_t count) {
  size_t padded = NLMSG_ALIGN(count);
  if (buffer->length + padded > buffer->capacity) {
    buffer->capacity = 2 * buffer->capacity + padded + 4096;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (!buffer->bytes) {
      fail("bench: no memory for %zu bytes of messages", buffer->capacity);
    }
  }
  void *place = buffer->bytes + buffer->length;
  memset(place, 0, padded);
  buffer->length += padded;
  return place;
}

static inline void put(struct buffer *buffer, uint16_t type, const void *value, uint16_t size) {
  struct nlattr *attribute = append(buffer, NLA_HDRLEN + size);
  attribute->nla_len = NLA_HDRLEN + size;
  attribute->nla_type = type;
  memcpy((unsigned char *)attribute + NLA_HDRLEN, value, size);
}

static inline void put_text(struct buffer *buffer, uint16_t type, const char *text) {
  put(buffer, type, text, strlen(text) + 1);
}

static inline void put_be64(struct buffer *buffer, uint16_t type, uint64_t value) {
  value = htobe64(value);
  put(buffer, type, &value, sizeof value);
}

static inline size_t open_nest(struct buffer *buffer, uint16_t type) {
  size_t start = buffer->length;
  struct nlattr *attribute = append(buffer, NLA_HDRLEN);
  attribute->nla_type = type | NLA_F_NESTED;
  return start;
}

static inline void close_nest(struct buffer *buffer, size_t start) {
  ((struct nlattr *)(buffer->bytes + start))->nla_len = buffer->length - start;
}

static uint32_t last_sequence;

static inline size_t open_message(
    struct buffer *buffer, uint16_t type, uint16_t flags, uint8_t family, uint16_t resource) {
  size_t start = buffer->length;
  struct {
    struct nlmsghdr header;
    struct nfgenmsg family;
  } *message = append(buffer, sizeof *message);
  message->header.nlmsg_type = type;
  message->header.nlmsg_flags = NLM_F_REQUEST | flags;
  message->header.nlmsg_seq = ++last_sequence;
  message->family.nfgen_family = family;
  message->family.res_id = htons(resource);
  return start;
}

static inline size_t open_nft(struct buffer *buffer, int message, uint16_t flags, uint8_t family) {
  return open_message(buffer, NFNL_SUBSYS_NFTABLES << 8 | message, flags, family, 0);
}

static inline void close_message(struct buffer *buffer, size_t start) {
  ((struct nlmsghdr *)(buffer->bytes + start))->nlmsg_len = buffer->length - start;
}

static inline void put_batch_mark(struct buffer *buffer, uint16_t type) {
  close_message(buffer, open_message(buffer, type, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES));
}

/* ---- the socket ---- */

static inline int open_netlink(void) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
  struct sockaddr_nl self = {.nl_family = AF_NETLINK};
  int on = 1;
  if (fd < 0 || bind(fd, (struct sockaddr *)&self, sizeof self)) {
    fail("bench: no netlink socket: %s", strerror(errno));
  }
  setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
  return fd;
}

/* One batch, whole; the default buffer holds a seventh of what a generous one does. */
static inline void send_whole(int fd, const void *bytes, size_t length) {
  static size_t room;
  if (length > room) {
    int wanted = length + 65536;
    if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &wanted, sizeof wanted)) {
      fail("bench: no send buffer of %d bytes: %s", wanted, strerror(errno));
    }
    room = length;
  }
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  if (sendto(fd, bytes, length, 0, (struct sockaddr *)&kernel, sizeof kernel) != (ssize_t)length) {
    fail("bench: %zu bytes were not sent: %s", length, strerror(errno));
  }
}

/* Reads until a request is answered. Any error on the way spoils its whole batch. */
static inline void await_answer(int fd, uint32_t sequence) {
  static unsigned char answers[65536];
  for (;;) {
    ssize_t size = recv(fd, answers, sizeof answers, 0);
    if (size < 0) {
      fail("bench: no answer of the kernel: %s", strerror(errno));
    }
    for (struct nlmsghdr *header = (void *)answers; NLMSG_OK(header, size);
         header = NLMSG_NEXT(header, size)) {
      struct nlmsgerr *answer = NLMSG_DATA(header);
      if (header->nlmsg_type == NLMSG_ERROR && answer->error) {
        fail("bench: the kernel refused message %u: %s", header->nlmsg_seq, strerror(-answer->error));
      }
      if (header->nlmsg_seq == sequence) {
        return;
      }
    }
  }
}

/* ---- elements of a set or map of IPv4 addresses ---- */

struct destination {
  uint8_t family;      /* NFPROTO_* of the table */
  const char *table, *set;
  const char *counter; /* of an object map; a null pointer for a set */
};

static inline uint8_t family_of(const char *name) {
  return !strcmp(name, "inet") ? NFPROTO_INET : !strcmp(name, "ip6") ? NFPROTO_IPV6 : NFPROTO_IPV4;
}

static inline size_t element_size(const struct destination *to) {
  return 28 + (to->counter ? NLMSG_ALIGN(NLA_HDRLEN + strlen(to->counter) + 1) : 0);
}

static inline void put_element(
    struct buffer *buffer, const struct destination *to, uint32_t address, uint64_t timeout_ms) {
  uint32_t wire = htonl(address);
  size_t element = open_nest(buffer, NFTA_LIST_ELEM);
  size_t key = open_nest(buffer, NFTA_SET_ELEM_KEY);
  put(buffer, NFTA_DATA_VALUE, &wire, sizeof wire);
  close_nest(buffer, key);
  put_be64(buffer, NFTA_SET_ELEM_TIMEOUT, timeout_ms);
  if (to->counter) {
    put_text(buffer, NFTA_SET_ELEM_OBJREF, to->counter);
  }
  close_nest(buffer, element);
}

/* A message whose elements follow; both starts are needed to close it. */
struct element_list {
  size_t message, list;
};

static inline struct element_list open_elements(
    struct buffer *buffer, const struct destination *to, uint16_t flags) {
  struct element_list open;
  open.message = open_nft(buffer, NFT_MSG_NEWSETELEM, NLM_F_CREATE | flags, to->family);
  put_text(buffer, NFTA_SET_ELEM_LIST_TABLE, to->table);
  put_text(buffer, NFTA_SET_ELEM_LIST_SET, to->set);
  open.list = open_nest(buffer, NFTA_SET_ELEM_LIST_ELEMENTS);
  return open;
}

static inline void close_elements(struct buffer *buffer, struct element_list open) {
  close_nest(buffer, open.list);
  close_message(buffer, open.message);
}

#endif
