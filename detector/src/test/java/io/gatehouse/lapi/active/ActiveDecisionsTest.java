package io.gatehouse.lapi.active;

import static io.gatehouse.lapi.active.Given.NOON;
import static io.gatehouse.lapi.active.Given.ban;
import static io.gatehouse.lapi.active.Given.decidedBy;
import static io.gatehouse.lapi.active.Given.lasting;
import static io.gatehouse.lapi.active.Given.live;
import static io.gatehouse.lapi.active.Given.named;
import static io.gatehouse.lapi.active.Given.scoped;
import static io.gatehouse.lapi.active.Given.simulated;
import static io.gatehouse.lapi.active.Given.stream;
import static io.gatehouse.lapi.active.Given.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveDecisionsTest {
  private static final String UUID = "5f158e4e-ea77-4ca2-b1c2-e144b20169a7";

  private final ActiveDecisions active = new ActiveDecisions();
  private long commit;

  private void add(StoredDecision... decisions) {
    active.committed(++commit, List.of(decisions), List.of());
  }

  private void remove(long... ids) {
    active.committed(++commit, List.of(), removals(ids));
  }

  private static List<Removal> removals(long... ids) {
    return java.util.Arrays.stream(ids).mapToObj(id -> new Removal(id, NOON)).toList();
  }

  @Test
  void an_empty_log_answers_with_two_empty_lists() {
    assertThat(stream(active, "startup=true", 0, NOON)).isEqualTo("{\"new\": [], \"deleted\": []}");
    assertThat(live(active, "", NOON)).isEqualTo("null");
  }

  @Test
  void a_startup_answer_has_the_wire_bytes_of_upstream() {
    add(lasting(ban(17, "192.0.2.7"), "3h59m58s"));
    add(named(ban(18, "192.0.2.8"), UUID));

    assertThat(stream(active, "startup=true", 0, NOON))
        .isEqualTo(
            "{\"new\": [{\"duration\":\"3h59m58s\",\"id\":17,\"origin\":\"crowdsec\","
                + "\"scenario\":\"test/ssh-bf\",\"scope\":\"Ip\",\"type\":\"ban\","
                + "\"value\":\"192.0.2.7\"},{\"duration\":\"4h0m0s\",\"id\":18,"
                + "\"origin\":\"crowdsec\",\"scenario\":\"test/ssh-bf\",\"scope\":\"Ip\","
                + "\"type\":\"ban\",\"uuid\":\""
                + UUID
                + "\",\"value\":\"192.0.2.8\"}], \"deleted\": []}");
  }

  @Test
  void a_live_answer_has_no_uuid() {
    add(named(ban(18, "192.0.2.8"), UUID));

    assertThat(live(active, "ip=192.0.2.8", NOON))
        .isEqualTo(
            "[{\"duration\":\"4h0m0s\",\"id\":18,\"origin\":\"crowdsec\","
                + "\"scenario\":\"test/ssh-bf\",\"scope\":\"Ip\",\"type\":\"ban\","
                + "\"value\":\"192.0.2.8\"}]");
  }

  @Test
  void a_delta_has_what_was_added_and_what_was_removed() {
    add(ban(1, "192.0.2.1"), ban(2, "192.0.2.2"), ban(3, "192.0.2.3"));
    assertThat(ids(stream(active, "startup=true", 0, NOON))).isEqualTo("1 2 3 |");
    add(ban(4, "192.0.2.4"));
    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("4 |");
    remove(2);
    assertThat(ids(stream(active, "", 2, NOON))).isEqualTo("| 2");
    assertThat(ids(stream(active, "", 3, NOON))).isEqualTo("|");
    assertThat(ids(stream(active, "startup=true", 3, NOON))).isEqualTo("1 3 4 | 2");
  }

  @Test
  void of_several_decisions_on_one_target_the_longest_is_told() {
    add(lasting(ban(1, "127.0.0.1"), "1h"));
    add(lasting(ban(2, "127.0.0.1"), "5h"), lasting(ban(3, "127.0.0.1"), "3h"));

    assertThat(ids(stream(active, "startup=true", 0, NOON))).isEqualTo("2 |");
    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("2 |");
    assertThat(ids(stream(active, "startup=true&dedup=false", 0, NOON))).isEqualTo("1 2 3 |");
  }

  @Test
  void the_shorter_comes_back_as_new_when_the_longer_is_deleted() {
    add(lasting(ban(1, "127.0.0.1"), "1h"), lasting(ban(2, "127.0.0.1"), "5h"));
    remove(2);

    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("1 |");
    assertThat(ids(stream(active, "dedup=false", 1, NOON))).isEqualTo("| 2");
    remove(1);
    assertThat(ids(stream(active, "", 2, NOON))).isEqualTo("| 1");
  }

  @Test
  void every_spelling_of_an_address_is_one_target() {
    add(lasting(ban(1, "1.2.3.4"), "1h"), lasting(ban(2, "1.2.3.4/32"), "2h"));
    add(scoped("Ip", lasting(ban(3, "::ffff:1.2.3.4"), "3h")));

    assertThat(ids(stream(active, "startup=true", 0, NOON))).isEqualTo("3 |");
    assertThat(ids("{\"new\": " + live(active, "ip=1.2.3.4", NOON))).isEqualTo("1 2 3 ");
  }

  @Test // crowdsec#2014: upstream deduplicates before it filters
  void a_longer_decision_that_the_bouncer_may_not_see_hides_nothing() {
    add(lasting(ban(1, "192.0.2.1"), "1h"), decidedBy("CAPI", lasting(ban(2, "192.0.2.1"), "9h")));
    add(simulated(lasting(ban(3, "192.0.2.1"), "20h")));

    assertThat(ids(stream(active, "startup=true&origins=crowdsec,cscli", 0, NOON)))
        .isEqualTo("1 |");
    assertThat(ids(stream(active, "startup=true", 0, NOON))).isEqualTo("2 |");
    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("|");
    assertThat(ids(stream(active, "startup=true&simulated=true", 0, NOON))).isEqualTo("3 |");
  }

  @Test
  void other_types_are_other_targets() {
    add(ban(1, "192.0.2.1"), typed("captcha", ban(2, "192.0.2.1")));
    remove(1);
    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("| 1");
  }

  @Test
  void other_scopes_than_addresses_are_told_only_to_who_names_them() {
    add(ban(1, "192.0.2.1"), scoped("user", ban(2, "root")), scoped("Country", ban(3, "FR")));

    assertThat(ids(stream(active, "startup=true", 0, NOON))).isEqualTo("1 |");
    assertThat(ids(stream(active, "startup=true&scopes=user", 0, NOON))).isEqualTo("2 |");
    assertThat(ids(stream(active, "startup=true&scopes=user,ip", 0, NOON))).isEqualTo("1 2 |");
    assertThat(ids(stream(active, "startup=true&scopes=country", 0, NOON))).isEqualTo("3 |");
    assertThat(ids(stream(active, "startup=true&scope=country", 0, NOON))).isEqualTo("|");
  }

  @Test
  void what_has_ended_and_is_not_swept_yet_is_not_new() {
    add(lasting(ban(1, "192.0.2.1"), "10s"), lasting(ban(2, "192.0.2.2"), "1h"));

    assertThat(ids(stream(active, "startup=true", 0, NOON.plusSeconds(10)))).isEqualTo("2 |");
  }

  @Test
  void a_live_second_is_never_zero_and_a_tombstone_never_positive() {
    add(lasting(ban(1, "192.0.2.1"), "0.3s"), ban(2, "192.0.2.2"));
    remove(2);

    assertThat(stream(active, "startup=true", 0, NOON)).contains("\"duration\":\"1s\",\"id\":1");
    assertThat(stream(active, "", 1, NOON)).contains("\"duration\":\"0s\",\"id\":2");
    assertThat(stream(active, "", 1, NOON.minusSeconds(5))).contains("\"0s\",\"id\":2");
    assertThat(stream(active, "", 1, NOON.plusSeconds(3723))).contains("\"-1h2m3s\",\"id\":2");
  }

  @Test
  void counts_by_reason_origin_and_action() {
    add(ban(1, "192.0.2.1"), named(ban(2, "192.0.2.2"), UUID), simulated(ban(3, "192.0.2.3")));
    add(typed("captcha", ban(4, "192.0.2.4")), decidedBy("CAPI", ban(5, "192.0.2.5")));
    remove(5);

    assertThat(active.counts())
        .containsExactly(
            new ActiveCount("test/ssh-bf", "crowdsec", "ban", 2),
            new ActiveCount("test/ssh-bf", "crowdsec", "captcha", 1));
  }

  @Test
  void a_load_answers_as_the_commits_would() {
    DecisionLoad load = active.load();
    load.live(1, ban(1, "192.0.2.1"));
    load.removed(1, ban(2, "192.0.2.2"), 4, new Removal(2, NOON));
    load.removed(2, ban(3, "192.0.2.3"), 3, new Removal(3, NOON));
    load.live(3, ban(4, "192.0.2.4"));
    load.finish(5, 2);

    assertThat(active.lastCommit()).isEqualTo(5);
    assertThat(ids(stream(active, "", 3, NOON))).isEqualTo("| 2");
    assertThat(ids(stream(active, "", 2, NOON))).isEqualTo("4 | 2 3");
    assertThat(ids(stream(active, "", 1, NOON))).isEqualTo("1 4 | 2 3");
  }

  @Test
  void a_cursor_of_the_future_gets_everything() {
    add(ban(1, "192.0.2.1"));

    assertThat(ids(stream(active, "", 7, NOON))).isEqualTo("1 |");
    assertThat(ids(stream(active, "", StreamQuestion.EVERYTHING, NOON))).isEqualTo("1 |");
  }

  @Test
  void the_cursor_is_the_commit_of_the_answer() {
    add(ban(1, "192.0.2.1"));
    StreamAnswer answer = active.stream(Given.question("", 0, NOON));
    add(ban(2, "192.0.2.2"));

    assertThat(answer.commit()).isEqualTo(1);
    assertThat(ids(Given.text(answer))).isEqualTo("1 |");
  }

  @Test
  void a_removal_of_what_is_not_there_says_nothing() {
    add(ban(1, "192.0.2.1"));
    remove(1);
    remove(1, 2, 99);

    assertThat(ids(stream(active, "", 2, NOON))).isEqualTo("|");
  }

  @Test
  void refuses_commits_and_ids_that_do_not_ascend() {
    add(ban(5, "192.0.2.1"));

    assertThatThrownBy(() -> active.committed(1, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> add(ban(5, "192.0.2.1"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void live_answers_can_be_cut() {
    add(ban(1, "192.0.2.1"), ban(2, "192.0.2.2"), ban(3, "192.0.2.3"), ban(4, "192.0.2.4"));
    remove(1);

    assertThat(active.ids(Given.liveFilter("limit=2"), NOON)).containsExactly(2, 3);
    assertThat(active.ids(Given.liveFilter("limit=2&offset=1"), NOON)).containsExactly(3, 4);
    assertThat(active.ids(Given.liveFilter("id_gt=3"), NOON)).containsExactly(4);
    assertThat(active.ids(Given.liveFilter("limit=0"), NOON)).isEmpty();
    assertThat(active.ids(Given.liveFilter(""), NOON.plus(Duration.ofHours(4)))).hasSize(3);
    assertThat(active.ids(Given.liveFilter(""), NOON.plus(Duration.ofHours(5)))).isEmpty();
  }

  /** The ids of an answer's two lists, such as {@code 1 2 | 3}. */
  private static String ids(String answer) {
    StringBuilder ids = new StringBuilder();
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("\"id\":(\\d+)|\"deleted\"").matcher(answer);
    while (matcher.find()) {
      String id = matcher.group(1);
      ids.append(id == null ? "|" : id).append(' ');
    }
    return answer.contains("deleted") ? ids.toString().strip() : ids.toString();
  }
}
