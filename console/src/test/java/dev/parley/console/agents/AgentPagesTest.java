package dev.parley.console.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.VisitedNode;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Pages about agents, as people see them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String LIST = "/console/agents";
  private static final Pattern LINK =
      Pattern.compile("href=\"(/console/agents/[^\"?]+)\">[^<]*</a></td>");
  private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+after=[^\"]+)\"");

  private VisitedNode node;
  private VisitedNode.Browser operator;

  @BeforeAll
  void start() {
    node = new VisitedNode();
    node.registered("agent://acme.example/procurement/buyer", HOSTILE, "\"><img src=x>");
    node.registered("agent://gadgets.example/seller", "Gadget Shop", "gpu", "cpu");
    operator = node.as(new Person("Olga", Role.OPERATOR, new Scope.Node()));
  }

  @AfterAll
  void end() {
    node.close();
  }

  private static List<String> links(String page) {
    return LINK.matcher(page).results().map(found -> found.group(1)).toList();
  }

  @Test
  void findsAgentsByAddressNameAndCapability() {
    String seller = AgentPages.path("agent://gadgets.example/seller");
    String buyer = AgentPages.path("agent://acme.example/procurement/buyer");
    assertThat(links(operator.page(LIST))).contains(seller, buyer);
    assertThat(links(operator.page(LIST + "?text=GADGETS.example"))).containsExactly(seller);
    assertThat(links(operator.page(LIST + "?text=gadget+shop"))).containsExactly(seller);
    assertThat(links(operator.page(LIST + "?capability=gpu"))).containsExactly(seller);
    assertThat(links(operator.page(LIST + "?capability=gpu&text=acme"))).isEmpty();
    assertThat(operator.page(LIST + "?trust=99.5")).contains("No agents of that kind");
  }

  @Test
  void saysWhatIsWrongWithALeastTrust() {
    for (String wrong : List.of("many", "101", "-1", "1.234")) {
      assertThat(operator.page(LIST + "?trust=" + wrong)).contains("a number from 0 to 100");
    }
    assertThat(operator.page(LIST + "?after=nonsense")).contains("Gadget Shop");
  }

  @Test
  void showsEachAgentOnOnePageOfTheList() {
    for (int i = 0; i <= AgentPages.ROWS; i++) {
      node.registered("agent://many.example/a" + i, "Many", "many");
    }
    String first = operator.page(LIST + "?capability=many");
    Matcher next = NEXT.matcher(first);
    assertThat(next.find()).isTrue();
    String second = operator.page(next.group(1).replace("&amp;", "&"));
    assertThat(links(first)).hasSize(AgentPages.ROWS);
    assertThat(links(second)).hasSize(1).doesNotContainAnyElementsOf(links(first));
    assertThat(NEXT.matcher(second).find()).isFalse();
  }

  @Test
  void neverTakesAnAgentsWordsForMarkup() {
    for (String path : List.of(LIST, AgentPages.path("agent://acme.example/procurement/buyer"))) {
      assertThat(operator.page(path))
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain(HOSTILE)
          .doesNotContain("<img");
    }
  }

  @Test
  void showsWhoSignedEachCard() {
    AgentCard second = node.renewed("agent://renewed.example/one");
    assertThat(operator.page(AgentPages.path("agent://renewed.example/one")))
        .contains("Version 2", "signed by the key of version 1", "Version 1", "signed by its own")
        .contains(second.signingKey().thumbprint())
        .doesNotContain("does not hold");
  }

  @Test
  void knowsOnlyAgentsOfThisNode() {
    for (String name : List.of("nobody.example%2Fat-all", "nothing", "acme.example", "..%2F..")) {
      assertThat(operator.fetch(LIST + "/" + name).statusCode()).as(name).isEqualTo(404);
    }
    assertThat(operator.fetch(LIST + "/agent%3A%2F%2Fgadgets.example%2Fseller").statusCode())
        .isEqualTo(200);
    assertThat(operator.page(LIST + "/node.localhost%2Fnode")).contains("Trust");
  }

  @Test
  void showsCardsToEverybodyAndDealingsToWhomTheyConcern() {
    VisitedNode.Browser theirs =
        node.as(new Person("Vera", Role.VIEWER, new Scope.Organisation("gadgets.example")));
    assertThat(theirs.page(AgentPages.path("agent://gadgets.example/seller")))
        .contains(">With whom it dealt<", "?agent=gadgets.example%2Fseller")
        .doesNotContain("Money");
    assertThat(theirs.page(AgentPages.path("agent://acme.example/procurement/buyer")))
        .contains("Its eight parts", "not yours to see: you see gadgets.example")
        .doesNotContain(">With whom it dealt<", "?agent=acme.example");
  }

  @Test
  void showsMoneyToOperatorsWithinTheirScopeOnly() {
    String buyer = AgentPages.path("agent://acme.example/procurement/buyer");
    assertThat(operator.page(buyer)).contains(">Money<");
    assertThat(
            node.as(new Person("Otto", Role.OPERATOR, new Scope.Organisation("gadgets.example")))
                .page(buyer))
        .doesNotContain(">Money<");
    AgentUri seller = new AgentUri("agent://gadgets.example/seller");
    assertThat(
            node.as(new Person("Ada", Role.AUTHORITY, new Scope.Agent(seller)))
                .page(AgentPages.path(seller.text())))
        .contains(">With whom it dealt<")
        .doesNotContain(">Money<");
  }
}
