package dev.parley.cli.console;

import dev.parley.console.agents.AgentPages;
import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import java.util.function.Function;

/// The pages on which everything is checked that holds for all. A new page gets a line here, and
/// whatever it shows a place on the stage.
@SuppressWarnings("ImmutableEnumChecker") // Its functions keep nothing.
enum Sight {
  SIGN_IN(Eye.STRANGER, 200, _ -> "/console/sign-in"),
  LINK(Eye.STRANGER, 200, stage -> stage.link(Stage.OPERATOR)),
  USED_LINK(Eye.STRANGER, 200, _ -> "/console/sign-in/" + "0".repeat(64)),
  OVERVIEW(Eye.OPERATOR, 200, _ -> "/console"),
  SESSIONS(Eye.OPERATOR, 200, _ -> "/console/sessions"),
  NO_SESSIONS(Eye.OPERATOR, 200, _ -> "/console/sessions?agent=nobody.example"),
  WRONG_FILTER(Eye.OPERATOR, 200, _ -> "/console/sessions?agent=a%20b"),
  HAGGLED(Eye.OPERATOR, 200, stage -> Stage.path(stage.cast().haggled())),
  ONGOING(Eye.OPERATOR, 200, stage -> Stage.path(stage.cast().ongoing())),
  HOSTILE(Eye.OPERATOR, 200, stage -> Stage.path(stage.cast().hostile())),
  MESSAGE(Eye.OPERATOR, 200, stage -> Stage.path(stage.cast().haggled()) + "/messages/4"),
  HOSTILE_MESSAGE(Eye.OPERATOR, 200, stage -> Stage.path(stage.cast().hostile()) + "/messages/4"),
  AGENTS(Eye.OPERATOR, 200, _ -> "/console/agents"),
  AGENT(Eye.OPERATOR, 200, _ -> AgentPages.path(Cast.SELLER.text())),
  LEARN(Eye.OPERATOR, 200, _ -> "/console/learn"),
  LAB(Eye.OPERATOR, 200, _ -> "/console/lab"),
  LAB_TRUST(Eye.OPERATOR, 200, _ -> "/console/lab/trust"),
  LAB_NEGOTIATION(Eye.OPERATOR, 200, _ -> "/console/lab/negotiation"),
  ESCALATIONS(Eye.OPERATOR, 200, _ -> "/console/escalations"),
  ESCALATION(Eye.OPERATOR, 200, stage -> stage.cast().asked().path()),
  LESSON(
      Eye.OPERATOR,
      200,
      _ -> "/console/learn?last=20&agent=" + Site.part(Plain.agent(Cast.SELLER))),
  DISPUTES(Eye.JUDGE, 200, _ -> "/console/disputes"),
  DISPUTE(Eye.JUDGE, 200, stage -> stage.court().path()),
  NO_DISPUTES(Eye.OPERATOR, 200, _ -> "/console/disputes"),
  NOTHING(Eye.OPERATOR, 404, _ -> "/console/sessions/nothing");

  /// Who looks.
  enum Eye {
    STRANGER,
    OPERATOR,
    JUDGE
  }

  private final Eye eye;
  private final int status;
  private final Function<Stage, String> path;

  Sight(Eye eye, int status, Function<Stage, String> path) {
    this.eye = eye;
    this.status = status;
    this.path = path;
  }

  Eye eye() {
    return eye;
  }

  int status() {
    return status;
  }

  String path(Stage stage) {
    return path.apply(stage);
  }

  /// Opens it in a window that tests share.
  Visitor open(Stage stage, Looks looks) {
    Visitor visitor =
        switch (eye) {
          case STRANGER -> stage.bystander(looks);
          case OPERATOR -> stage.operator(looks);
          case JUDGE -> stage.judge(looks);
        };
    int given = visitor.open(path(stage)).status();
    if (given != status) {
      throw new AssertionError(this + " is answered with " + given);
    }
    return visitor;
  }
}
