/*
 * The true floor of a bouncer's cold start: pull the stream from a LAPI over plain HTTP, take address
 * and duration out of each decision while the answer comes in, and hand them to the kernel. It keeps
 * nothing, decides nothing, and trusts what it reads: IPv4 addresses in the shape of LAPI's own JSON.
 *
 *   unshare -n pull PORT [FAMILY TABLE SET]
 *
 * Prints one line: entries, bytes, milliseconds from its start until the kernel has the last one.
 */
#define _GNU_SOURCE
#include <netinet/in.h>

#include "netlink.h"

enum { MESSAGES_PER_BATCH = 8, READ_SIZE = 1 << 20 };

static const char REQUEST[] =
    "GET /v1/decisions/stream?startup=true&dedup=false HTTP/1.1\r\n"
    "Host: 127.0.0.1\r\nX-Api-Key: bench\r\nUser-Agent: floor/v1\r\nConnection: close\r\n\r\n";

static int connect_to(uint16_t port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) ||
      write(fd, REQUEST, sizeof REQUEST - 1) != sizeof REQUEST - 1) {
    fail("pull: 127.0.0.1:%u: %s", port, strerror(errno));
  }
  return fd;
}

/* ---- what is under way to the kernel ---- */

struct outlet {
  int fd;
  struct destination to;
  struct buffer buffer;
  struct element_list list;
  unsigned in_message, messages, per_message;
  unsigned entries;
};

static void open_next(struct outlet *out) {
  if (out->messages == 0) {
    put_batch_mark(&out->buffer, NFNL_MSG_BATCH_BEGIN);
  }
  out->list = open_elements(&out->buffer, &out->to,
                            out->messages == MESSAGES_PER_BATCH - 1 ? NLM_F_ACK : 0);
}

static void flush(struct outlet *out) {
  uint32_t sequence = last_sequence;
  put_batch_mark(&out->buffer, NFNL_MSG_BATCH_END);
  send_whole(out->fd, out->buffer.bytes, out->buffer.length);
  await_answer(out->fd, sequence);
  out->buffer.length = 0;
  out->messages = 0;
}

static void close_current(struct outlet *out) {
  close_elements(&out->buffer, out->list);
  out->in_message = 0;
  if (++out->messages == MESSAGES_PER_BATCH) {
    flush(out);
  }
}

static void add(struct outlet *out, uint32_t address, uint64_t timeout_ms) {
  if (out->in_message == 0) {
    open_next(out);
  }
  put_element(&out->buffer, &out->to, address, timeout_ms);
  out->entries++;
  if (++out->in_message == out->per_message) {
    close_current(out);
  }
}

/* The last message of an unfinished batch did not ask for an answer yet. */
static void finish(struct outlet *out) {
  if (out->in_message > 0) {
    struct nlmsghdr *last = (void *)(out->buffer.bytes + out->list.message);
    last->nlmsg_flags |= NLM_F_ACK;
    close_elements(&out->buffer, out->list);
    flush(out);
  } else if (out->messages > 0) {
    struct nlmsghdr *last = (void *)(out->buffer.bytes + out->list.message);
    last->nlmsg_flags |= NLM_F_ACK;
    flush(out);
  }
}

/* ---- LAPI's JSON, as far as it matters here ---- */

static uint64_t duration_ms(const char *text) {
  uint64_t total = 0, number = 0;
  for (; *text != '"'; text++) {
    if (*text >= '0' && *text <= '9') {
      number = 10 * number + (*text - '0');
    } else {
      total += number * (*text == 'h' ? 3600000 : *text == 'm' ? 60000 : *text == 's' ? 1000 : 0);
      number = 0;
    }
  }
  return total;
}

static uint32_t address(const char *text) {
  uint32_t whole = 0, part = 0;
  for (; *text != '"'; text++) {
    if (*text == '.') {
      whole = whole << 8 | part;
      part = 0;
    } else {
      part = 10 * part + (*text - '0');
    }
  }
  return whole << 8 | part;
}

/* Takes whole decisions and returns how much of the text is used up. */
static size_t take(struct outlet *out, const char *text, size_t length) {
  static const char DURATION[] = "\"duration\":\"", VALUE[] = "\"value\":\"";
  const char *at = text, *end = text + length, *close;
  while ((close = memchr(at, '}', end - at))) {
    const char *duration = memmem(at, close - at, DURATION, sizeof DURATION - 1);
    const char *value = memmem(at, close - at, VALUE, sizeof VALUE - 1);
    if (duration && value) {
      add(out, address(value + sizeof VALUE - 1), duration_ms(duration + sizeof DURATION - 1));
    }
    at = close + 1;
  }
  return at - text;
}

static size_t read_all(int lapi, struct outlet *out) {
  static char text[READ_SIZE];
  size_t held = 0, total = 0;
  ssize_t got;
  while ((got = read(lapi, text + held, sizeof text - held)) > 0) {
    total += got;
    held += got;
    size_t used = take(out, text, held);
    held -= used;
    memmove(text, text + used, held);
  }
  return total;
}

int main(int argc, char **argv) {
  if (argc != 2 && argc != 5) {
    fprintf(stderr, "usage: pull PORT [FAMILY TABLE SET]\n");
    return 2;
  }
  require_own_namespace();
  double start = milliseconds();
  struct outlet out = {.fd = open_netlink(), .to = {NFPROTO_IPV4, "floor", "banned", NULL}};
  if (argc == 5) {
    out.to = (struct destination){family_of(argv[2]), argv[3], argv[4], NULL};
  }
  out.per_message = ELEMENTS_LIMIT / element_size(&out.to);
  size_t bytes = read_all(connect_to(atoi(argv[1])), &out);
  finish(&out);
  printf("entries=%u bytes=%zu total_ms=%.0f\n", out.entries, bytes, milliseconds() - start);
  return 0;
}
