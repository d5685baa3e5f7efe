package dev.parley.core.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Vectors;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.transcript.EndLine;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.MerkleFrontier;
import dev.parley.core.transcript.TranscriptReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files `vectors/chain`: whole sessions as transcripts, what they are after each message, and
/// what is found in broken ones.
class GoldenSessionsTest {
  private static final String GPU = "gpu";
  private static final String LATE = "late";
  private static final String BROKEN = "chain/broken.json";

  static Stream<Named<JsonObject>> broken() {
    return Vectors.cases(BROKEN).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  private static void reproduced(String name, String about, Conversation talk, Speaker... others) {
    List<String> lines = TranscriptFile.of(talk, TranscriptFile.cards(talk, others));
    Vectors.assertReproduced("chain/" + name + ".ndjson", String.join("\n", lines) + "\n");
    Vectors.assertReproduced("chain/" + name + ".fold.json", about, folds(talk));
  }

  private static List<JsonObject> folds(Conversation talk) {
    MerkleFrontier tree = new MerkleFrontier();
    List<JsonObject> folds = new ArrayList<>();
    for (Conversation.Delivered each : talk.accepted()) {
      Talk after = each.after().said().orElseThrow();
      tree.add(
          after.opening().session(), folds.size(), after.head().hash(), after.head().acceptedAt());
      folds.add(Fold.of(folds.size(), each.after(), tree.root()));
    }
    return folds;
  }

  @Test
  void theSessionsAreReproduced() {
    reproduced(
        GPU,
        "What the session of gpu.ndjson is after the message at position `id`. `timers` are those that run, in the order in which they are due; `root` is the Merkle root over the messages so far.",
        GoldenSessions.gpu());
    reproduced(
        LATE,
        "What the session of late.ndjson is after the message at position `id`, in the same members as in gpu.fold.json.",
        GoldenSessions.late(),
        GoldenSessions.RENEWED);
    Vectors.assertReproduced(
        BROKEN,
        "What was done to the lines of gpu.ndjson (replace, remove or insert before a line, counted from 1, one after the other), and what a verifier finds first: the code, the line, and the position where it is about a message.",
        BrokenSessions.all());
  }

  private static List<String> lines(String name) {
    return Vectors.string("chain/" + name + ".ndjson").lines().toList();
  }

  private static Optional<Finding> take(TranscriptReplay replay, String line) {
    return replay.take(replay.check(line.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {GPU, LATE})
  void foldsToTheSameStateAtEachPosition(String name) {
    List<JsonObject> expected = Vectors.cases("chain/" + name + ".fold.json");
    TranscriptReplay replay = new TranscriptReplay(Cast.VERIFIER);
    MerkleFrontier tree = new MerkleFrontier();
    List<JsonObject> folds = new ArrayList<>();
    for (String line : lines(name)) {
      assertThat(take(replay, line)).isEmpty();
      SessionState state = replay.state();
      if (replay.messages() > folds.size()) {
        Talk talk = state.said().orElseThrow();
        tree.add(
            talk.opening().session(), folds.size(), talk.head().hash(), talk.head().acceptedAt());
        folds.add(Fold.of(folds.size(), state, tree.root()));
      }
    }
    assertThat(folds).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {GPU, LATE})
  void theNodeSignedTheEnd(String name) {
    TranscriptReplay replay = new TranscriptReplay(Cast.VERIFIER);
    lines(name).forEach(line -> take(replay, line));
    EndLine end = replay.ended().orElseThrow();
    String text = Vectors.string("chain/" + name + ".ndjson");
    String before = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    JsonObject last = Vectors.cases("chain/" + name + ".fold.json").getLast();

    assertThat(end.prefixHash()).isEqualTo(Hash.of(before.getBytes(UTF_8)));
    assertThat(end.root().text()).isEqualTo(Vectors.text(last, "root"));
    assertThat(end.head().text()).isEqualTo(Vectors.text(last, "head"));
    assertThat(end.state().name()).isEqualTo(Vectors.text(last, "state"));
    byte[] signed = SigningPurpose.END.input(end.hash());
    assertThat(Cast.VERIFIER.ed25519(Cast.NODE.card().signingKey(), signed, end.signature().raw()))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void findsWhatWasDone(JsonObject vector) {
    List<String> lines = new ArrayList<>(lines(GPU));
    for (var edit : vector.array("edits").orElseThrow()) {
      apply(lines, Vectors.object(edit));
    }
    TranscriptReplay replay = new TranscriptReplay(Cast.VERIFIER);
    Optional<Finding> finding = Optional.empty();
    for (String line : lines) {
      finding = take(replay, line);
      if (finding.isPresent()) {
        break;
      }
    }

    assertThat(finding).isPresent();
    assertThat(finding.get().refusal().code().wire())
        .as(finding.get().refusal().message())
        .isEqualTo(Vectors.text(vector, "code"));
    assertThat(finding.get().line()).isEqualTo(vector.integer("line").orElseThrow());
    assertThat(finding.get().position()).isEqualTo(vector.integer("position"));
  }

  private static void apply(List<String> lines, JsonObject edit) {
    int at = (int) edit.integer("line").orElseThrow() - 1;
    switch (Vectors.text(edit, "op")) {
      case "replace" -> lines.set(at, Vectors.text(edit, "with"));
      case "remove" -> lines.remove(at);
      case "insert" -> lines.add(at, Vectors.text(edit, "with"));
      default -> throw new IllegalStateException("no edit: " + edit);
    }
  }

  @Test
  void theWholeFilesAreNotAmongTheBrokenOnes() {
    assertThat(broken().map(Named::getName)).doesNotHaveDuplicates();
    assertThat(Vectors.cases(BROKEN))
        .allSatisfy(c -> assertThat(c.array("edits").orElseThrow().size()).isPositive());
  }
}
