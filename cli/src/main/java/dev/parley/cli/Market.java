package dev.parley.cli;

import dev.parley.cli.House.Role;
import dev.parley.cli.StoryStage.Pair;
import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.Pledge;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import dev.parley.core.rating.Rating;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Houses that deal with each other until some of them are trusted enough to judge. Nothing of it
/// is made up: every deal is a session, with money in escrow, kept, paid and rated by both. For one
/// thread.
final class Market {
  private static final BigDecimal PRICE = new BigDecimal("100.00");

  /// With how many others of its kind each seed deals.
  private static final int NEIGHBOURS = 3;

  private final StoryStage stage;
  private final Map<AgentUri, Agent> agents = new LinkedHashMap<>();

  Market(StoryStage stage) {
    this.stage = stage;
  }

  private record Deal(House buyer, House seller) {}

  /// How a node has to be set up for it: the operator vouches for the houses, and lists those that
  /// trust starts from.
  static String configuration() {
    List<House> houses = House.all();
    String domains = houses.stream().map(House::domain).collect(Collectors.joining(", "));
    String seeds =
        houses.stream()
            .filter(house -> house.role() == Role.SEED)
            .map(house -> '"' + house.agent().text() + '"')
            .collect(Collectors.joining(", "));
    return "organisations: ["
        + domains
        + "]\ntrust:\n  seeds: ["
        + seeds
        + "]\nrates:\n  factor: 50\n";
  }

  /// Registers the houses and has them deal.
  ///
  /// @return how many deals there were
  int open() {
    List<House> seeds = named(Role.SEED);
    List<House> customers = named(Role.SMALL);
    House.all().forEach(this::join);
    List<Deal> deals = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      for (int other = 1; other <= NEIGHBOURS; other++) {
        deals.add(new Deal(seeds.get(i), seeds.get((i + other) % seeds.size())));
      }
    }
    for (int i = 0; i < customers.size(); i++) {
      deals.add(new Deal(seeds.get(i % seeds.size()), customers.get(i)));
    }
    try (Progress progress = stage.progress("dealing")) {
      for (int i = 0; i < deals.size(); i++) {
        progress.at(i, deals.size(), i + " of " + deals.size() + " deals");
        deal(agent(deals.get(i).buyer()), agent(deals.get(i).seller()));
      }
    }
    return deals.size();
  }

  private static List<House> named(Role role) {
    return House.all().stream().filter(house -> house.role() == role).toList();
  }

  private void join(House house) {
    agents.put(house.agent(), stage.agent(house.agent(), house.organisation(), house.name()));
    stage.fund(house.agent(), PRICE.multiply(BigDecimal.valueOf(NEIGHBOURS)));
  }

  private Agent agent(House house) {
    return Optional.ofNullable(agents.get(house.agent())).orElseThrow();
  }

  Agent agent(AgentUri id) {
    return Optional.ofNullable(agents.get(id)).orElseThrow();
  }

  /// Has somebody sell to some of the smaller houses, never to a seed.
  ///
  /// @param most to how many at most
  /// @return to how many
  int supply(Agent seller, int most) {
    List<House> customers = named(Role.SMALL);
    int count = Math.min(most, customers.size());
    customers.subList(0, count).forEach(customer -> deal(agent(customer), seller));
    return count;
  }

  /// The scores of the seeds, in words.
  String scores() {
    List<Double> scores =
        named(Role.SEED).stream()
            .map(house -> agent(house).trust(house.agent()).trustScore())
            .sorted()
            .toList();
    return "%d houses have %.2f to %.2f of 100"
        .formatted(scores.size(), scores.getFirst(), scores.getLast());
  }

  private void deal(Agent buying, Agent selling) {
    try (Pair pair = stage.meet(buying, selling, Invite.to(selling.id(), "a report"))) {
      Session buyer = pair.buyer();
      Session seller = pair.seller();
      JsonObject terms = JsonObject.EMPTY.with("pages", 10);
      StoryStage.said(buyer, Say.propose(ProposalType.SERVICE_AGREEMENT, "a report", terms));
      Pledge pledge =
          Pledge.until(stage.now().plusSeconds(3_600))
              .owes(selling.id(), "write a report")
              .escrow(PRICE, "USD");
      StoryStage.said(seller, Say.commit(pledge));
      StoryStage.said(buyer, Say.accept(BrokenPromise.offer(buyer)));
      StoryStage.said(
          seller, Say.fulfill(pledge.commitmentId(), 0, JsonObject.EMPTY.with("pages", 10)));
      StoryStage.said(buyer, Say.verify(BrokenPromise.claim(buyer)));
      StoryStage.said(buyer, Say.close("completed"));
      StoryStage.ended(seller);
      var _ = buyer.rate(new Rating.Peer(selling.id(), Rating.BEST, Optional.empty()));
      var _ = seller.rate(new Rating.Peer(buying.id(), Rating.BEST, Optional.empty()));
    }
  }
}
