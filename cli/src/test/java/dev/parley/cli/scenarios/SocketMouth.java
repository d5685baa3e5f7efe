package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// One connection for each session, and requests for what a connection does not carry: opening a
/// session, and reading. For one thread.
final class SocketMouth implements Mouth {
  private static final int RENEWALS = 3;

  private final Wire wire;
  private final Entrance entrance;
  private final Format format;
  private final HttpMouth requests;
  private String session = "";
  private Optional<SocketTalk> open = Optional.empty();

  SocketMouth(Wire wire, Entrance entrance, Format format) {
    this.wire = wire;
    this.entrance = entrance;
    this.format = format;
    this.requests = new HttpMouth(entrance);
  }

  @Override
  public Reply say(Submission submission) throws IOException {
    return switch (submission.moment()) {
      case BEFORE -> requests.say(submission);
      case DURING ->
          inSession(submission)
              .orElseThrow(() -> new AssertionError("what was sent was not answered"));
      case AFTER -> {
        Optional<Reply> answer = inSession(submission);
        // A connection says nothing more once it has told that the session has ended.
        yield answer.isPresent() ? answer.get() : requests.say(submission);
      }
    };
  }

  private Optional<Reply> inSession(Submission submission) throws IOException {
    JsonObject begun = talkingIn(submission.session());
    if (isError(begun)) {
      rest();
      return Optional.of(Reply.refused(begun));
    }
    Optional<JsonObject> answer = open.orElseThrow().send(submission.in(format));
    if (answer.isEmpty() || answer.filter(SocketMouth::mayClose).isPresent()) {
      rest();
    }
    return answer.map(frame -> isError(frame) ? Reply.refused(frame) : Reply.accepted(frame));
  }

  /// After what cannot be read the node closes, sooner or later.
  private static boolean mayClose(JsonObject answer) {
    return answer.string("code").filter(Set.of("malformed", "too_large")::contains).isPresent();
  }

  private static boolean isError(JsonObject frame) {
    return frame.string("type").equals(Optional.of("error"));
  }

  /// What the node said to the `auth` of the connection for a session.
  private JsonObject talkingIn(String wanted) throws IOException {
    if (open.filter(SocketTalk::goesOn).isPresent() && session.equals(wanted)) {
      return JsonObject.EMPTY;
    }
    rest();
    session = wanted;
    String path = HttpMouth.SESSIONS + "/" + wanted + "/ws";
    for (int renewals = 0; ; renewals++) {
      SocketTalk fresh = SocketTalk.on(wire, path, format);
      open = Optional.of(fresh);
      JsonObject begun = fresh.begin(entrance.token(), entrance.proof("GET", path));
      Optional<String> nonce = begun.object("details").flatMap(details -> details.string("nonce"));
      if (nonce.isEmpty() || renewals == RENEWALS) {
        return begun;
      }
      entrance.renew(nonce.get());
      fresh.close();
    }
  }

  @Override
  public Wire.Reply read(String path) throws IOException {
    return requests.read(path);
  }

  @Override
  public void rest() {
    open.ifPresent(SocketTalk::close);
    open = Optional.empty();
  }
}
