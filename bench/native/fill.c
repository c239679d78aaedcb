/*
 * The floor: how long the kernel takes to hold N banned IPv4 addresses when nothing but the messages
 * stands between. All batches are built first, then sent one after the other, each answered.
 *
 *   unshare -n fill -n 1000000             a set of its own
 *   fill -n 100000 -f ip -t T -s S         a set that is there
 *   fill -n 100000 -f ip -t T -s S -o C    a map from address to counter that is there
 *
 *   -m MESSAGES   messages of about 2,300 entries in each batch (1)
 *   -x SKIP       leave out the first SKIP addresses of the sequence (0)
 *
 * Prints one line: entries, batches, milliseconds to build, milliseconds in the kernel.
 */
#include <getopt.h>

#include "netlink.h"

static const uint64_t TIMEOUT_MS = 4 * 3600 * 1000;

/* Addresses in no order, each once: an odd factor permutes all 2^32. None that is not routed. */
static uint32_t next_address(void) {
  static uint32_t step;
  for (;;) {
    uint32_t address = ++step * 2654435761u;
    uint32_t first = address >> 24;
    if (first != 0 && first != 10 && first != 127 && first < 224) {
      return address;
    }
  }
}

static void make_own_set(int fd, const struct destination *to) {
  struct buffer buffer = {0};
  uint32_t flags = htonl(NFT_SET_TIMEOUT), ipv4_addr = htonl(7), length = htonl(4), id = htonl(1);
  put_batch_mark(&buffer, NFNL_MSG_BATCH_BEGIN);
  size_t table = open_nft(&buffer, NFT_MSG_NEWTABLE, NLM_F_CREATE, to->family);
  put_text(&buffer, NFTA_TABLE_NAME, to->table);
  close_message(&buffer, table);
  size_t set = open_nft(&buffer, NFT_MSG_NEWSET, NLM_F_CREATE | NLM_F_ACK, to->family);
  uint32_t sequence = last_sequence;
  put_text(&buffer, NFTA_SET_TABLE, to->table);
  put_text(&buffer, NFTA_SET_NAME, to->set);
  put(&buffer, NFTA_SET_FLAGS, &flags, 4);
  put(&buffer, NFTA_SET_KEY_TYPE, &ipv4_addr, 4);
  put(&buffer, NFTA_SET_KEY_LEN, &length, 4);
  put(&buffer, NFTA_SET_ID, &id, 4);
  close_message(&buffer, set);
  put_batch_mark(&buffer, NFNL_MSG_BATCH_END);
  send_whole(fd, buffer.bytes, buffer.length);
  await_answer(fd, sequence);
  free(buffer.bytes);
}

struct batch {
  size_t end;        /* in the buffer */
  uint32_t sequence; /* of the message whose answer ends it */
};

static void build_message(
    struct buffer *buffer, const struct destination *to, unsigned entries, uint16_t flags) {
  struct element_list list = open_elements(buffer, to, flags);
  for (unsigned i = 0; i < entries; i++) {
    put_element(buffer, to, next_address(), TIMEOUT_MS);
  }
  close_elements(buffer, list);
}

static unsigned build(
    struct buffer *buffer, struct batch *batches, const struct destination *to, unsigned entries,
    unsigned messages) {
  unsigned each = ELEMENTS_LIMIT / element_size(to), count = 0;
  while (entries > 0) {
    put_batch_mark(buffer, NFNL_MSG_BATCH_BEGIN);
    for (unsigned m = 0; m < messages && entries > 0; m++) {
      unsigned now = entries < each ? entries : each;
      entries -= now;
      build_message(buffer, to, now, m == messages - 1 || entries == 0 ? NLM_F_ACK : 0);
    }
    batches[count].sequence = last_sequence;
    put_batch_mark(buffer, NFNL_MSG_BATCH_END);
    batches[count++].end = buffer->length;
  }
  return count;
}

int main(int argc, char **argv) {
  struct destination to = {NFPROTO_IPV4, "floor", "banned", NULL};
  unsigned entries = 1000000, messages = 1, skip = 0;
  int option, own = 1;
  while ((option = getopt(argc, argv, "n:m:x:f:t:s:o:")) != -1) {
    switch (option) {
      case 'n': entries = atoi(optarg); break;
      case 'm': messages = atoi(optarg); break;
      case 'x': skip = atoi(optarg); break;
      case 'f': to.family = family_of(optarg); break;
      case 't': to.table = optarg; own = 0; break;
      case 's': to.set = optarg; break;
      case 'o': to.counter = optarg; break;
      default: return 2;
    }
  }
  require_own_namespace();
  int fd = open_netlink();
  if (own) {
    make_own_set(fd, &to);
  }
  while (skip-- > 0) {
    next_address();
  }

  struct buffer buffer = {0};
  struct batch *batches = calloc(entries / 1000 + 2, sizeof *batches);
  double start = milliseconds();
  unsigned count = build(&buffer, batches, &to, entries, messages);
  double built = milliseconds();
  size_t from = 0;
  for (unsigned i = 0; i < count; i++) {
    send_whole(fd, buffer.bytes + from, batches[i].end - from);
    await_answer(fd, batches[i].sequence);
    from = batches[i].end;
  }
  double sent = milliseconds();
  printf("entries=%u batches=%u build_ms=%.0f kernel_ms=%.0f\n", entries, count, built - start,
         sent - built);
  return 0;
}
