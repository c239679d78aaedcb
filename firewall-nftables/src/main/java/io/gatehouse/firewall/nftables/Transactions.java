package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.net.IpPrefix;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends transactions, and knows which generation of the ruleset the last one made. An element that
 * the kernel refuses is cut out and the rest sent again. Loop thread only.
 */
final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final int MAX_ATTEMPTS = 24;
  private static final int MAX_LOGGED = 100;

  /** Room in a batch for tables, sets and rules beside the elements, where there is room. */
  private static final int STRUCTURE_BYTES = 512 * 1024;

  private final NetlinkSocket socket;
  private final KernelFeatures features;
  private final NetlinkWriter batch;
  private final Set<String> logged = new HashSet<>();
  private int generation;

  Transactions(NetlinkSocket socket, KernelFeatures features, int generation) {
    this.socket = socket;
    this.features = features;
    this.generation = generation;
    this.batch = new NetlinkWriter(socket.maxSendBytes(), 1);
  }

  /** What {@link KernelReader#generation} reads as long as nobody else changes the ruleset. */
  int generation() {
    return generation;
  }

  /** Somebody else's changes have been looked at. */
  void accept(int newGeneration) {
    generation = newGeneration;
  }

  /** How many bytes of elements go into one transaction. */
  int maxElementBytes() {
    return batch.capacity() - Math.min(STRUCTURE_BYTES, batch.capacity() / 3);
  }

  /** Carries out one transaction without elements. */
  void commit(String attempt, Consumer<RulesetWriter> structure) throws EnforcementException {
    List<KernelError> errors = attempt(structure);
    if (!errors.isEmpty()) {
      throw Errno.refused(attempt, errors.get(0));
    }
  }

  /** Carries out one transaction without elements; tells the first refusal. */
  Optional<KernelError> tryCommit(Consumer<RulesetWriter> structure) throws EnforcementException {
    return attempt(structure).stream().findFirst();
  }

  private List<KernelError> attempt(Consumer<RulesetWriter> structure) throws EnforcementException {
    return attempt(() -> structure.accept(new RulesetWriter(batch)));
  }

  private List<KernelError> attempt(Runnable writing) throws EnforcementException {
    try {
      batch.clear().beginBatch();
      writing.run();
      return batch.hasMessages() ? send() : List.of();
    } catch (BufferOverflowException tooLarge) {
      throw Errno.refused("writing more than " + batch.capacity() + " bytes", 90);
    }
  }

  private List<KernelError> send() throws EnforcementException {
    List<KernelError> errors = socket.transact(batch.endBatch());
    if (errors.isEmpty()) {
      generation = generation == -1 ? 1 : generation + 1; // the kernel leaves 0 out
    }
    return errors;
  }

  /**
   * Carries out one transaction: what goes before the elements, the elements, what goes after.
   *
   * @return the targets that the kernel refused; they are no longer counted
   */
  List<IpPrefix> commit(
      String attempt,
      Consumer<RulesetWriter> before,
      ElementBatch elements,
      Consumer<RulesetWriter> after)
      throws EnforcementException {
    List<IpPrefix> refused = new ArrayList<>();
    boolean replaceAll = false;
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      boolean replacing = replaceAll;
      List<KernelError> errors = attempt(() -> write(before, elements, replacing, after));
      if (errors.isEmpty()) {
        return refused;
      }
      if (!replaceAll && errors.stream().allMatch(Transactions::isThereOtherwise)) {
        replaceAll = true;
      } else {
        cutOut(attempt, elements, errors, refused);
      }
    }
    throw Errno.refused(attempt + " without the " + refused.size() + " refused before", 22);
  }

  private void write(
      Consumer<RulesetWriter> before,
      ElementBatch elements,
      boolean replaceAll,
      Consumer<RulesetWriter> after) {
    RulesetWriter structure = new RulesetWriter(batch);
    before.accept(structure);
    elements.write(batch, features.destroys(), replaceAll);
    after.accept(structure);
  }

  private static boolean isThereOtherwise(KernelError error) {
    return Errno.EBUSY.is(error.errno()) || Errno.EEXIST.is(error.errno());
  }

  private void cutOut(
      String attempt, ElementBatch elements, List<KernelError> errors, List<IpPrefix> refused)
      throws EnforcementException {
    for (KernelError error : errors) {
      int culprit = culprit(elements, error).orElseThrow(() -> Errno.refused(attempt, error));
      logRefusal(elements, culprit, error);
      if (Errno.ENFILE.is(error.errno())) {
        refuseFrom(elements, culprit, refused);
      } else {
        refuseOne(elements, culprit, refused);
      }
    }
  }

  private OptionalInt culprit(ElementBatch elements, KernelError error) {
    int start = batch.startOf(error.sequence());
    return start < 0 || error.offset().isEmpty()
        ? OptionalInt.empty()
        : elements.at(start + error.offset().getAsInt());
  }

  /** The set is full: nothing after it would fit either. */
  private static void refuseFrom(ElementBatch elements, int culprit, List<IpPrefix> refused) {
    BanMap full = elements.map(culprit);
    for (int i = culprit; i < elements.size(); i++) {
      if (elements.map(i) == full && elements.isAdding(i)) {
        refuseOne(elements, i, refused);
      }
    }
  }

  private static void refuseOne(ElementBatch elements, int operation, List<IpPrefix> refused) {
    if (elements.isAdding(operation)) {
      elements.map(operation).count(-1);
      elements.tally(operation).count(-1);
      refused.add(elements.prefix(operation));
    }
    elements.refuse(operation);
  }

  private void logRefusal(ElementBatch elements, int operation, KernelError error) {
    BanMap map = elements.map(operation);
    IpPrefix target = elements.prefix(operation);
    String reason = Errno.ENFILE.is(error.errno()) ? map.name() : target.toString();
    if (logged.size() < MAX_LOGGED && logged.add(reason)) {
      LOG.warn(
          "nftables: {} {} does not take {}: {}",
          map.place().table(),
          map.name(),
          target,
          Errno.words(error.errno()));
    }
  }
}
