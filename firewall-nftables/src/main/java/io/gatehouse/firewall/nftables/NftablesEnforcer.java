package io.gatehouse.firewall.nftables;

import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer;
import io.gatehouse.enforce.EnforcerProfile;
import io.gatehouse.enforce.Plan;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces measures in nf_tables, in the network namespace of the thread that opened it.
 *
 * <p>All elements belong to a generation of maps. A new one is filled beside the one in force while
 * no rule looks at it, and replaces it in one transaction; from then on it is kept in step by
 * changes. So a packet always meets the whole of one generation. See {@link Enforcer} for threads.
 */
public final class NftablesEnforcer implements Enforcer<Observation, NftablesPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(NftablesEnforcer.class);

  private static final int BATCH_BYTES = 5 << 19;

  /** A set that people's own rules look at is refilled in one transaction up to this many. */
  private static final int REFILL_OPERATIONS = 262_144;

  private static final int REFILL_BYTES = 14 << 20;

  /** How full a set may be, and how long ago it was filled, for a new start to be worth it. */
  private static final double ROOM = 0.9;

  private static final Duration RETRY_REFUSED_AFTER = Duration.ofMinutes(10);

  private final NftablesConfig config;
  private final Layout layout;
  private final NetlinkSocket socket;
  private final KernelReader reader;
  private final CounterReader counters;
  private final KernelFeatures features;
  private final Transactions transactions;
  private final Tables tables;
  private final TamperCheck tamperCheck;
  private final PlanText planText;
  private final ElementBatch batch;
  private final InstantSource time;

  private @Nullable Generation generation;
  private OptionalLong basis = OptionalLong.empty();
  private boolean inForce;
  private Instant builtAt = Instant.MIN;
  private int highestGeneration;
  private List<IpPrefix> guarded = List.of();

  private NftablesEnforcer(
      NftablesConfig config,
      Layout layout,
      NetlinkSocket socket,
      KernelReader reader,
      KernelFeatures features,
      InstantSource time)
      throws EnforcementException {
    this.config = config;
    this.layout = layout;
    this.socket = socket;
    this.reader = reader;
    this.features = features;
    this.time = time;
    transactions = new Transactions(socket, features, reader.generation());
    tables = new Tables(config, layout, features, transactions, reader);
    tamperCheck = new TamperCheck(reader, layout, tables);
    planText = new PlanText(layout, new Blueprint(config, layout));
    batch = new ElementBatch(layout.hasSetOnly() ? REFILL_OPERATIONS : ElementBatch.MAX_OPERATIONS);
    tables.claim();
    highestGeneration = tables.survey();
    counters = new CounterReader(layout, KernelReader.open());
  }

  /**
   * Finds out what the kernel can do, and takes over what an earlier process left; its protection
   * stays in force until ours replaces it.
   *
   * @throws EnforcementException if the kernel does not let us, another process owns our tables, or
   *     a table that set-only mode needs is not there; with what to do
   */
  public static NftablesEnforcer open(NftablesConfig config) throws EnforcementException {
    return open(config, InstantSource.system(), Optional.empty());
  }

  /** As {@link #open(NftablesConfig)}, for a kernel that can do less than the one that runs. */
  static NftablesEnforcer open(
      NftablesConfig config, InstantSource time, Optional<KernelFeatures> assumed)
      throws EnforcementException {
    boolean refills = config.ipv4().setOnly() || config.ipv6().setOnly();
    NetlinkSocket socket = NetlinkSocket.open(refills ? REFILL_BYTES : BATCH_BYTES);
    try {
      KernelReader reader = KernelReader.open();
      try {
        KernelFeatures found = new KernelProbe(socket, reader).probe();
        Layout layout = resolve(Layout.of(config), reader);
        return new NftablesEnforcer(config, layout, socket, reader, assumed.orElse(found), time);
      } catch (EnforcementException failure) {
        reader.close();
        throw failure;
      }
    } catch (EnforcementException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * What would be done on a kernel that holds nothing of ours. Neither asks nor touches the kernel;
   * the plan cannot be executed.
   */
  public static Plan preview(NftablesConfig config, DesiredMeasures desired) {
    Layout layout = Layout.of(config);
    Observation nothing = new Observation(OptionalLong.empty(), false, 1, List.of());
    return NftablesPlan.of(desired, nothing, new PlanText(layout, new Blueprint(config, layout)));
  }

  /** A table that is not ours is of the address's own family, or of both; never of the other. */
  private static Layout resolve(Layout layout, KernelReader reader) throws EnforcementException {
    List<Place> places = new ArrayList<>();
    for (Place place : layout.places()) {
      places.add(place.setOnly() ? resolve(place, reader) : place);
    }
    return new Layout(places);
  }

  private static Place resolve(Place place, KernelReader reader) throws EnforcementException {
    String name = place.table().name();
    TableName table =
        reader.tableFor(place.family(), name).orElseThrow(() -> Tables.missing(place));
    return new Place(place.family(), table, true, place.set(), place.spots());
  }

  @Override
  public EnforcerProfile profile() {
    boolean setOnly = layout.hasSetOnly();
    return new EnforcerProfile(
        "nftables",
        Layer.L4,
        config.setSize() == 0 ? Long.MAX_VALUE : config.setSize(),
        EnforcerProfile.Expiry.BY_ITSELF,
        setOnly ? Set.of(Scope.IP) : Set.of(Scope.IP, Scope.RANGE),
        Set.of(Remediation.BAN, Remediation.OBSERVE),
        setOnly ? Set.of(Traffic.Kind.ALL) : Set.of(Traffic.Kind.values()));
  }

  /** Compares a number; looks closer only where somebody has changed the ruleset. */
  @Override
  public Observation observe() throws EnforcementException {
    int now = reader.generation();
    if (now != transactions.generation()) {
      if (generation != null && basis.isPresent() && !isIntact(generation)) {
        LOG.warn("nftables: somebody has changed what is ours; building it anew");
        basis = OptionalLong.empty();
      }
      transactions.accept(now);
    }
    if (generation != null && hasRoomForRefused(generation)) {
      LOG.info("nftables: sets have room again; building them anew for what they refused");
      basis = OptionalLong.empty();
    }
    return observation();
  }

  /** Only the whole of what is desired tells what is still waiting. */
  private boolean hasRoomForRefused(Generation present) {
    return config.setSize() > 0
        && basis.isPresent()
        && !present.refused().isEmpty()
        && present.maps().stream().allMatch(map -> map.elements() < config.setSize() * ROOM)
        && !time.instant().isBefore(builtAt.plus(RETRY_REFUSED_AFTER));
  }

  private boolean isIntact(Generation present) throws EnforcementException {
    return tamperCheck.isIntact(present, inForce, guarded, time.instant().getEpochSecond());
  }

  private Observation observation() {
    boolean known = basis.isPresent() && generation != null;
    int number = known && generation != null ? generation.number() : highestGeneration + 1;
    return new Observation(basis, known && inForce, number, known ? guarded : List.of());
  }

  @Override
  public NftablesPlan plan(DesiredMeasures desired, Observation observed) {
    return NftablesPlan.of(desired, observed, planText);
  }

  @Override
  public Applied execute(NftablesPlan plan) throws EnforcementException {
    if (plan.isEmpty()) {
      return Applied.NOTHING;
    }
    OptionalLong reached = OptionalLong.of(plan.desired().basis());
    basis = OptionalLong.empty();
    Applied applied = plan.kind() == NftablesPlan.Kind.NEW_GENERATION ? build(plan) : change(plan);
    guarded = List.copyOf(plan.desired().guarded());
    basis = reached;
    return applied;
  }

  private Applied build(NftablesPlan plan) throws EnforcementException {
    highestGeneration = Math.max(highestGeneration, tables.survey()) + 1;
    Generation next = new Generation(highestGeneration, layout);
    tables.prepareForeign(next);
    boolean refill = plan.desired().size() < REFILL_OPERATIONS && layout.hasSetOnly();
    Scaffold scaffold = new Scaffold(tables, next, plan).withBase(refill);
    Filler filler = filler(next, scaffold, plan.desired());
    filler.fill(plan.desired().all());
    Applied applied = filler.finish();
    next.acknowledge();
    generation = next;
    builtAt = time.instant();
    inForce = false;
    return putInForce(plan, next, applied);
  }

  private Applied change(NftablesPlan plan) throws EnforcementException {
    Generation present = generation;
    if (present == null) {
      throw new IllegalStateException("changes without a generation");
    }
    Scaffold scaffold = new Scaffold(tables, present, plan).inForce(inForce);
    try {
      Filler filler = filler(present, scaffold, plan.desired());
      filler.apply(plan.desired().changes());
      scaffold.last();
      Applied applied = filler.finish();
      present.acknowledge();
      return putInForce(plan, present, applied);
    } finally {
      present.forget();
    }
  }

  private Filler filler(Generation target, Scaffold scaffold, DesiredMeasures desired) {
    return new Filler(transactions, features, target, batch, scaffold, desired.nowEpochSecond());
  }

  private Applied putInForce(NftablesPlan plan, Generation target, Applied applied)
      throws EnforcementException {
    if (plan.puttingInForce()) {
      transactions.commit("putting rules in force", to -> tables.writeRules(to, target));
      tables.putInForce(target);
      inForce = true;
    }
    if (inForce) {
      counters.publish(target);
    }
    return applied;
  }

  @Override
  public List<Counters> counters() {
    return counters.read();
  }

  /**
   * Removes our tables, and empties the sets of set-only mode. Nothing is enforced afterwards; the
   * next plan starts over.
   */
  public void release() throws EnforcementException {
    basis = OptionalLong.empty();
    inForce = false;
    counters.clear();
    NftablesInventory.remove(layout, transactions, reader);
  }

  /** Leaves tables, rules and elements in the kernel, where elements end by themselves. */
  @Override
  public void close() {
    socket.close();
    reader.close();
    counters.close();
  }
}
