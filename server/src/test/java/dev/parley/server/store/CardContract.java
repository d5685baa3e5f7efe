package dev.parley.server.store;

import static dev.parley.server.store.Script.ALPHA;
import static dev.parley.server.store.Script.BETA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store promises about cards and agents.
abstract class CardContract extends StoreUnderTest {

  @Test
  void registersAnAgentAndFindsItsCard() {
    Registration registration = registration(card(ALPHA, 1), null, 4_200, "gpu");
    assertThat(register(registration)).isEqualTo(new RegistrationOutcome.Registered());
    assertThat(store.agent(ALPHA))
        .contains(
            new RegisteredAgent(
                registration.card(), registration.attestation(), Script.START, Script.START));
    assertThat(store.card(registration.card().hash())).contains(registration.card());
    assertThat(store.agent(BETA)).isEmpty();
    assertThat(store.card(Hash.ZERO)).isEmpty();
  }

  @Test
  void takesANewVersionThatContinuesTheChain() {
    StoredCard first = card(ALPHA, 1);
    StoredCard second = card(ALPHA, 2);
    register(registration(first, null, 4_200, "gpu"));
    assertThat(register(registration(second, first.hash(), 4_300, "storage")))
        .isEqualTo(new RegistrationOutcome.Registered());
    assertThat(store.agent(ALPHA).orElseThrow().card()).isEqualTo(second);
    assertThat(store.card(first.hash())).as("the old version stays").contains(first);
    assertThat(store.versions(ALPHA, 0, 10)).containsExactly(first, second);
    assertThat(store.versions(ALPHA, 2, 10)).containsExactly(second);
    assertThat(find("gpu", 0)).isEmpty();
    assertThat(find("storage", 0)).containsExactly(ALPHA);
  }

  @Test
  void refusesAVersionThatDoesNotContinueTheChain() {
    StoredCard first = card(ALPHA, 1);
    register(registration(first, null, 4_200, "gpu"));
    RegistrationOutcome notNext = new RegistrationOutcome.NotNext(1, first.hash());
    assertThat(register(registration(card(ALPHA, 2), null, 0)))
        .as("no predecessor")
        .isEqualTo(notNext);
    assertThat(register(registration(card(ALPHA, 2), Hash.ZERO, 0)))
        .as("another predecessor")
        .isEqualTo(notNext);
    assertThat(register(registration(card(ALPHA, 1), first.hash(), 0)))
        .as("no later version")
        .isEqualTo(notNext);
    assertThat(register(registration(card(BETA, 2), first.hash(), 0)))
        .as("a predecessor where there is none")
        .isEqualTo(new RegistrationOutcome.NotNext(0, null));
    assertThat(find("gpu", 0)).containsExactly(ALPHA);
  }

  @Test
  void keepsTheLastRecordOfAnOrganisation() {
    assertThat(store.organization("acme.example")).isEmpty();
    StoredOrganization first = organization("one", 0);
    StoredOrganization second = organization("two", 5_000);
    assertThat(store.keep(first).join()).isEqualTo(new WriteOutcome.Written());
    assertThat(store.organization("acme.example")).contains(first);
    assertThat(store.keep(second).join()).isEqualTo(new WriteOutcome.Written());
    closeStore();
    openStore();
    assertThat(store.organization("acme.example")).contains(second);
    assertThat(store.organization("example")).isEmpty();
  }

  private static StoredOrganization organization(String record, long millis) {
    return new StoredOrganization(
        "acme.example",
        Content.of(record.getBytes(StandardCharsets.UTF_8)),
        Script.START,
        Script.START.plusMillis(millis));
  }

  @Test
  void exactlyOneOfManyRacingVersionsWins() {
    StoredCard first = card(ALPHA, 1);
    register(registration(first, null, 0));
    List<CompletableFuture<RegistrationOutcome>> answers =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> store.register(registration(card(ALPHA, 2 + i), first.hash(), 0)))
            .toList();
    assertThat(
            answers.stream()
                .filter(answer -> answer.join() instanceof RegistrationOutcome.Registered))
        .hasSize(1);
  }

  @Test
  void keepsForeignCardsWithoutRegisteringTheirAgents() {
    StoredCard foreign = card(BETA, 3);
    assertThat(store.keep(foreign).join()).isEqualTo(new WriteOutcome.Written());
    assertThat(store.keep(foreign).join()).as("again").isEqualTo(new WriteOutcome.Written());
    assertThat(store.card(foreign.hash())).contains(foreign);
    assertThat(store.agent(BETA)).isEmpty();
  }

  @Test
  void attestsTheCurrentCardOnly() {
    StoredCard first = card(ALPHA, 1);
    StoredCard second = card(ALPHA, 2);
    register(registration(first, null, 4_200, "gpu"));
    Attestation better = attestation(6_000);
    assertThat(store.attest(ALPHA, first.hash(), better).join())
        .isEqualTo(new WriteOutcome.Written());
    assertThat(store.agent(ALPHA).orElseThrow().attestation()).isEqualTo(better);
    assertThat(find("gpu", 6_000)).containsExactly(ALPHA);

    register(registration(second, first.hash(), 6_000, "gpu"));
    assertThat(store.attest(ALPHA, first.hash(), attestation(1)).join())
        .isEqualTo(new WriteOutcome.Superseded());
    assertThat(store.agent(ALPHA).orElseThrow().attestation()).isEqualTo(attestation(6_000));
  }

  @Test
  void discoversByCapabilityAndTrustBestFirstInPages() {
    for (int i = 0; i < 9; i++) {
      String[] capabilities =
          i % 2 == 0 ? new String[] {"gpu", "storage"} : new String[] {"storage"};
      register(
          registration(
              card("agent://n" + i + ".example/x", 1), null, 1_000 * (i / 3), capabilities));
    }
    assertThat(find("gpu", 0))
        .containsExactly(
            "agent://n6.example/x",
            "agent://n8.example/x",
            "agent://n4.example/x",
            "agent://n0.example/x",
            "agent://n2.example/x");
    assertThat(find("gpu", 1_000)).hasSize(3);
    assertThat(find("gpu", 1_001)).hasSize(2);
    assertThat(find("gp", 0)).isEmpty();
    assertThat(find(null, 2_000))
        .containsExactly("agent://n6.example/x", "agent://n7.example/x", "agent://n8.example/x");
  }

  @Test
  void keepsTheKeysOfAnAgentInNodeCustody() {
    StoredCard first = card(ALPHA, 1);
    StoredCard second = card(ALPHA, 2);
    Custody node = new Custody.Node(content("sealed"), content("client key"));
    register(withCustody(registration(first, null, 0), node));
    assertThat(store.custody(ALPHA)).contains(node);
    register(registration(second, first.hash(), 0));
    assertThat(store.custody(ALPHA)).as("handed back").contains(new Custody.Self());
    assertThat(store.custody(BETA)).isEmpty();
  }

  @Test
  void refusesAScoreOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> attestation(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> attestation(-1));
  }

  private List<String> find(@Nullable String capability, int minTrust) {
    List<String> found = new ArrayList<>();
    List<RegisteredAgent> page = store.discover(new Discovery(capability, minTrust, null, 2));
    while (!page.isEmpty()) {
      page.forEach(agent -> found.add(agent.card().agent()));
      page =
          store.discover(
              new Discovery(capability, minTrust, Discovery.Place.of(page.getLast()), 2));
    }
    return found;
  }

  private RegistrationOutcome register(Registration registration) {
    return store.register(registration).join();
  }

  private static Registration registration(
      StoredCard card, @Nullable Hash previous, int trust, String... capabilities) {
    return new Registration(
        card,
        previous,
        List.of(capabilities),
        attestation(trust),
        new Custody.Self(),
        60,
        Script.START,
        Script.START);
  }

  private static Registration withCustody(Registration of, Custody custody) {
    return new Registration(
        of.card(),
        of.previous(),
        of.capabilities(),
        of.attestation(),
        custody,
        of.identity(),
        of.keySince(),
        of.at());
  }

  private static Attestation attestation(int trust) {
    return new Attestation(content("attested " + trust), trust);
  }

  private static StoredCard card(String agent, long version) {
    Content canonical = content(agent + " version " + version);
    return new StoredCard(agent, version, Hash.of(canonical.bytes()), canonical);
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
