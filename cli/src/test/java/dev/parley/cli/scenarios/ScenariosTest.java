package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.cli.rules.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each script of `scenarios/` gets the same codes, states and transcript over HTTP, over WebSocket
/// in JSON and in MessagePack, and over NATS.
final class ScenariosTest {
  private static final Checkout CHECKOUT = Checkout.current();
  private static final ScriptReader READER = new ScriptReader(CHECKOUT);

  private static Stage stage;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    stage =
        new Stage(folder, Role.all(CHECKOUT.read(CHECKOUT.root().resolve("scenarios/cast.json"))));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  static List<Script> scripts() {
    return READER.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void hasTheSameResultOnEveryWay(Script script) throws Exception {
    new Performance(stage, script).run();
  }

  @Test
  void noticesAnAnswerThatNobodyExpects() {
    Script wrong =
        READER.script(
            "wrong",
            """
            # A question is refused
            include talk-of-two
            alpha QUERY {"queryId": "question", "queryType": "status"}
              = malformed
            """);
    assertThatThrownBy(() -> new Performance(stage, wrong).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wrong:3 over HTTP");
  }

  @Test
  void noticesAStateThatNobodyExpects() {
    Script wrong =
        READER.script(
            "wrong",
            """
            # A question ends the talk
            include talk-of-two
            alpha QUERY {"queryId": "question", "queryType": "status"}
              = accepted CLOSED
            """);
    assertThatThrownBy(() -> new Performance(stage, wrong).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the state after it");
  }
}
