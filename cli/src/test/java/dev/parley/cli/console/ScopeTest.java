package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who sees whose sessions.
@ExtendWith(OnStage.class)
final class ScopeTest {
  private static final Person ACME =
      new Person("Vera Viewer", Role.VIEWER, new Scope.Organisation("acme.example"));
  private static final Person OTHERS =
      new Person("Otto", Role.VIEWER, new Scope.Organisation("other.example"));

  private final Stage stage;

  ScopeTest(Stage stage) {
    this.stage = stage;
  }

  /// An answer, all of it that does not differ from request to request.
  private static String all(HttpResponse<byte[]> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers
        .keySet()
        .removeIf(n -> List.of("date", "request-id").contains(n.toLowerCase(Locale.ROOT)));
    return answer.statusCode() + " " + headers + "\n" + Http.text(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?from=3",
        "/events",
        "/events?from=0",
        "/transcript",
        "/messages/0",
        "/messages/1",
        "/messages/999",
        "/messages/x"
      })
  void aStrangersSessionIsOneThatDoesNotExist(String more) {
    String strangers = Stage.path(stage.cast().strangers());
    char last = strangers.charAt(strangers.length() - 1);
    String unknown = strangers.substring(0, strangers.length() - 1) + (last == '0' ? '1' : '0');
    String malformed = "/console/sessions/nothing";
    Http.Session acme = stage.signIn(ACME);
    for (List<String> extra : List.of(List.<String>of(), List.of("HX-Request", "true"))) {
      List<String> headers = new ArrayList<>(List.of(acme.header()));
      headers.addAll(extra);
      String[] all = headers.toArray(String[]::new);
      String hidden = all(stage.http().get(strangers + more, all));
      assertThat(hidden).startsWith("404 ").contains("Nothing here");
      assertThat(hidden).isEqualTo(all(stage.http().get(unknown + more, all)));
      assertThat(hidden).isEqualTo(all(stage.http().get(malformed + more, all)));
    }
    if (!more.endsWith("999") && !more.endsWith("x")) {
      Http.Session others = stage.signIn(OTHERS);
      assertThat(stage.http().status(strangers + more, others.header())).isEqualTo(200);
    }
  }

  @Test
  void listsAndCountsAreOnesOwn() {
    try (Visitor acme = stage.visitor(ACME, Looks.LIGHT);
        Visitor others = stage.visitor(OTHERS, Looks.LIGHT)) {
      String strangers = stage.cast().strangers().toString();
      acme.open("/console/sessions");
      assertThat(acme.find("main")).containsText(stage.cast().haggled().toString());
      assertThat(acme.find("main")).not().containsText(strangers);
      acme.open("/console/sessions?agent=other.example");
      assertThat(acme.find("main")).containsText("No sessions of that kind");
      others.open("/console/sessions");
      assertThat(others.find("tbody tr")).hasCount(1);
      assertThat(others.find("tbody")).containsText(strangers);
      others.open("/console");
      assertThat(others.find(".tile b").first()).hasText("1");
    }
  }

  @Test
  void aViewerIsToldWhatItSees() {
    try (Visitor acme = stage.visitor(ACME, Looks.LIGHT)) {
      acme.open(stage.link(ACME));
      assertThat(acme.find("main p").first()).containsText("viewer here and see acme.example");
      acme.open("/console");
      assertThat(acme.find(".person")).containsText("Vera Viewer viewer");
      assertThat(acme.find(".person span")).hasAttribute("title", "sees acme.example");
    }
  }
}
