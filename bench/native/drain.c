/*
 * Many clients of one HTTP server at once, on one thread, which throw away what they get: each asks
 * once, from an address of its own (127.0.1.1, 127.0.1.2, …), and reads to the end. Beside them,
 * while they read, a process of its own asks for something else again and again.
 *
 *   drain PORT TARGET KEY [CLIENTS [POLL_TARGET POLL_KEY]]
 *
 * Prints: clients, all bytes, milliseconds until the last client had everything, and of the polls
 * their number, median and slowest in microseconds. Ends with 1 if an answer was not 200 or was cut.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CLIENTS = 4096, MAX_POLLS = 1 << 20, CHUNK = 1 << 20, POLL_EVERY_US = 10000 };

struct client {
  int fd;
  bool seen_head, chunked;
  char tail[8]; /* the last bytes: an answer in chunks has to end with "0\r\n\r\n" */
  uint64_t bytes;
  long long left; /* of the body; -1 where its length was not told */
};

static struct client clients[MAX_CLIENTS];
static char buffer[CHUNK];

static void fail(const char *what) {
  fprintf(stderr, "drain: %s: %s\n", what, strerror(errno));
  exit(1);
}

static int64_t now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

/* Connects from 127.0.1.(number + 1) and asks. */
static int ask(int port, unsigned number, const char *target, const char *key) {
  char request[1024];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: %s\r\n"
                        "User-Agent: drain/v1\r\nConnection: close\r\n\r\n",
                        target, key);
  struct sockaddr_in from = {.sin_family = AF_INET};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  from.sin_addr.s_addr = htonl(0x7f000101 + number);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(fd, (struct sockaddr *)&from, sizeof from) ||
      connect(fd, (struct sockaddr *)&to, sizeof to) || write(fd, request, length) != length) {
    fail(target);
  }
  return fd;
}

static void read_head(struct client *client, ssize_t length) {
  buffer[length] = 0;
  if (strncmp(buffer, "HTTP/1.1 200", 12)) {
    errno = 0;
    fprintf(stderr, "%.*s\n", (int)strcspn(buffer, "\r"), buffer);
    fail("the answer is not 200");
  }
  char *end = strstr(buffer, "\r\n\r\n");
  if (!end) {
    fail("a head that does not come at once");
  }
  char *told = strcasestr(buffer, "\r\ncontent-length:");
  client->left = told && told < end ? atoll(told + 17) - (length - (end + 4 - buffer)) : -1;
  client->chunked = strcasestr(buffer, "\r\ntransfer-encoding: chunked") != NULL;
  client->seen_head = true;
}

static void remember_tail(struct client *client, ssize_t length) {
  size_t keep = length < 8 ? (size_t)length : 8;
  memmove(client->tail, client->tail + keep, 8 - keep);
  memcpy(client->tail + 8 - keep, buffer + length - keep, keep);
}

/* Whether the client has come to its end. */
static bool read_some(struct client *client) {
  ssize_t length = read(client->fd, buffer, sizeof buffer - 1);
  if (length < 0) {
    fail("reading");
  }
  if (length == 0) {
    bool whole = client->chunked ? !memcmp(client->tail + 3, "0\r\n\r\n", 5) : client->left <= 0;
    if (!client->seen_head || !whole) {
      errno = 0;
      fail("an answer was cut");
    }
    close(client->fd);
    return true;
  }
  client->bytes += length;
  if (!client->seen_head) {
    read_head(client, length);
  } else {
    client->left -= length;
  }
  remember_tail(client, length);
  return false;
}

static void drain(int port, const char *target, const char *key, unsigned count) {
  int epoll = epoll_create1(0);
  for (unsigned i = 0; i < count; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &clients[i]};
    clients[i].fd = ask(port, i, target, key);
    epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].fd, &event);
  }
  for (unsigned open = count; open > 0;) {
    struct epoll_event events[64];
    int ready = epoll_wait(epoll, events, 64, -1);
    for (int i = 0; i < ready; i++) {
      open -= read_some(events[i].data.ptr);
    }
  }
}

struct polls {
  volatile bool ready, stop;
  volatile unsigned count;
  uint32_t took_us[MAX_POLLS];
};

static void poll_once(int port, const char *target, const char *key) {
  struct client client = {.fd = ask(port, 200, target, key)};
  while (!read_some(&client)) {
  }
}

/* The first answer is everything, for this bouncer has never asked from this address. */
static void poll_on(struct polls *polls, int port, const char *target, const char *key) {
  poll_once(port, target, key);
  polls->ready = true;
  while (!polls->stop && polls->count < MAX_POLLS) {
    int64_t start = now_us();
    poll_once(port, target, key);
    polls->took_us[polls->count++] = now_us() - start;
    usleep(POLL_EVERY_US);
  }
}

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: drain PORT TARGET KEY [CLIENTS [POLL_TARGET POLL_KEY]]\n");
    return 2;
  }
  int port = atoi(argv[1]);
  unsigned count = argc > 4 ? atoi(argv[4]) : 1;
  struct polls *polls = mmap(NULL, sizeof *polls, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t poller = 0;
  if (count > MAX_CLIENTS || polls == MAP_FAILED) {
    fail("too many clients");
  }
  if (argc > 6 && (poller = fork()) == 0) {
    poll_on(polls, port, argv[5], argv[6]);
    return 0;
  }
  while (poller && !polls->ready) {
    usleep(1000);
  }
  int64_t start = now_us();
  drain(port, argv[2], argv[3], count);
  int64_t took = now_us() - start;
  uint64_t bytes = 0;
  for (unsigned i = 0; i < count; i++) {
    bytes += clients[i].bytes;
  }
  printf("clients=%u bytes=%lu ms=%ld", count, bytes, took / 1000);
  int status = 0;
  if (poller) {
    polls->stop = true;
    waitpid(poller, &status, 0);
    qsort(polls->took_us, polls->count, sizeof polls->took_us[0], by_value);
    printf(" polls=%u median_us=%u slowest_us=%u", polls->count,
           polls->count ? polls->took_us[polls->count / 2] : 0,
           polls->count ? polls->took_us[polls->count - 1] : 0);
  }
  printf("\n");
  return status != 0;
}
