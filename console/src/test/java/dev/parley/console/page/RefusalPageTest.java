package dev.parley.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.VisitedNode;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.server.auth.RateTable;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the node refuses before a page is asked is a page too, and for programs it stays JSON.
final class RefusalPageTest {
  private static final int MORE_THAN_AN_ADDRESS_MAY = 20;

  private final VisitedNode node =
      new VisitedNode(usual -> usual.allowing(RateTable.DEFAULT.times(0.04)));
  private final VisitedNode.Browser browser =
      node.as(new Person("Ada", Role.VIEWER, new Scope.Node()));

  @AfterEach
  void stop() {
    node.close();
  }

  private static void isPage(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(answer.body()).contains("<h1>" + title + "</h1>").contains("Sign out");
  }

  @Test
  void aPathThatIsNotThereAndAQueryThatCannotBeRead() {
    isPage(browser.fetch("/console/nothing/of/this"), 404, "Nothing here");
    isPage(browser.fetch("/console/sessions?agent=%FF"), 400, "Not understood");
    HttpResponse<String> other = browser.fetch("/console/sign-out");
    isPage(other, 405, "Not understood");
    assertThat(other.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void tooManyRequests() {
    HttpResponse<String> answer = browser.fetch("/console");
    for (int i = 0; i < MORE_THAN_AN_ADDRESS_MAY && answer.statusCode() == 200; i++) {
      answer = browser.fetch("/console/agents");
    }
    isPage(answer, 429, "Too many requests");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void whatProgramsAskForStaysAsItIs() {
    for (String path : new String[] {"/v1/asp/nothing", "/consoles", "/console/links"}) {
      HttpResponse<String> answer = browser.fetch(path);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.body()).startsWith("{\"error\":");
    }
  }
}
