package dev.parley.console.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.VisitedNode;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people see of the laboratory, the published results and their own.
final class LabPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private final VisitedNode node = new VisitedNode();
  private final VisitedNode.Browser vera =
      node.as(new Person("Vera", Role.VIEWER, new Scope.Organisation("acme.example")));

  @AfterEach
  void close() {
    node.close();
  }

  private Path folder() throws IOException {
    return Files.createDirectories(node.directory().resolve("lab"));
  }

  private int status(String path) {
    return vera.fetch(path).statusCode();
  }

  @Test
  void showsWhatIsPublishedToWhoeverIsSignedIn() {
    assertThat(vera.page("/console/lab"))
        .contains("href=\"/console/lab/trust\"", "href=\"/console/lab/negotiation\"")
        .contains("class=\"mark bad\">3 missed<", "aria-current=\"page\">Lab<");
    assertThat(vera.page("/console/lab/trust"))
        .contains("<canvas role=\"img\" aria-label=\"AUC of our score", "data-mark=\"0.5\"")
        .contains("data-curve=", "<th scope=\"row\">on-off</th>")
        .contains("<td><span class=\"mark bad\">missed</span></td>")
        .contains("<td><span class=\"mark good\">holds</span></td>");
    assertThat(vera.page("/console/lab/negotiation")).contains("data-bars=", "tit-for-tat");
  }

  @Test
  void showsOnesOwnBesideAndSaysWhatCannotBeShown(@TempDir Path elsewhere) throws IOException {
    Path outside = Files.write(elsewhere.resolve("secret"), Reports.full("Outside").encode());
    Path lab = folder();
    Files.write(lab.resolve("my run.json"), Reports.full("Mine").encode());
    Files.writeString(lab.resolve("broken.json"), "{}");
    Files.writeString(lab.resolve("large.json"), " ".repeat(1024 * 1024 + 1));
    Files.createSymbolicLink(lab.resolve("link.json"), outside);
    Files.createDirectory(lab.resolve("folder.json"));
    Files.write(lab.resolve("notes.txt"), Reports.full("Notes").encode());
    assertThat(vera.page("/console/lab"))
        .contains("<a href=\"/console/lab/my%20run.json\">Mine</a>")
        .contains("<code>broken.json</code>: not a report of the laboratory")
        .contains("<code>large.json</code>:", "more than 1048576 bytes")
        .contains("<code>link.json</code>: it is a link")
        .contains("<code>folder.json</code>: it is no file")
        .contains("href=\"/console/lab/trust\"")
        .doesNotContain("Outside", "Notes", elsewhere.toString(), node.directory().toString());
    assertThat(vera.page("/console/lab/my%20run.json")).contains("<h1>Mine</h1>", "one point");
    assertThat(vera.fetch("/console/lab/link.json").body()).contains("links are not followed");
    assertThat(status("/console/lab/link.json")).isEqualTo(404);
  }

  @Test
  void doesNotFollowAFolderThatIsALink(@TempDir Path elsewhere) throws IOException {
    Files.write(elsewhere.resolve("run.json"), Reports.full("Outside").encode());
    Files.createSymbolicLink(node.directory().resolve("lab"), elsewhere);
    assertThat(vera.page("/console/lab"))
        .contains("<code>lab</code>: it cannot be read")
        .doesNotContain("Outside");
    assertThat(status("/console/lab/run.json")).isEqualTo(404);
  }

  @Test
  void hasNothingUnderOtherNames() throws IOException {
    Files.write(node.directory().resolve("outside.json"), Reports.full("Outside").encode());
    folder();
    for (String name :
        new String[] {"nothing", "nothing.json", "..%2Foutside.json", "lab-trust.json", "%2E"}) {
      assertThat(status("/console/lab/" + name)).as(name).isEqualTo(404);
    }
    assertThat(vera.fetch("/console/lab/nothing").body()).contains("There is no such thing");
  }

  @Test
  void showsTheFirstTwentyAndHowManyMoreThereAre() throws IOException {
    for (int i = 10; i < 33; i++) {
      Files.write(folder().resolve("r" + i + ".json"), Reports.full("Run " + i).encode());
    }
    assertThat(vera.page("/console/lab"))
        .contains("Run 10<", "Run 29<", "3 more are left out")
        .doesNotContain("Run 30<");
    assertThat(status("/console/lab/r29.json")).isEqualTo(200);
    assertThat(status("/console/lab/r30.json")).isEqualTo(404);
  }

  @Test
  void neverTakesWordsForMarkup() throws IOException {
    String text =
        new String(Reports.full(HOSTILE).encode(), java.nio.charset.StandardCharsets.UTF_8);
    for (String words :
        new String[] {
          "./parley lab trust --size S",
          "A market of two.",
          "What has to be reached.",
          "one point",
          "What was reached",
          "ours",
          "on-off",
          "0.4",
          "\"Bars\"",
          "\"Bar\""
        }) {
      String quoted = words.startsWith("\"") ? "\"" + HOSTILE + "\"" : HOSTILE;
      text = text.replace(words, quoted);
    }
    Files.writeString(folder().resolve("\"><script>.json"), text);
    for (String path : new String[] {"/console/lab", "/console/lab/%22%3E%3Cscript%3E.json"}) {
      assertThat(vera.page(path))
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script>alert", "\"><script");
    }
  }
}
