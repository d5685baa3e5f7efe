package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// One request for each message.
record HttpMouth(Entrance entrance) implements Mouth {
  static final String SESSIONS = "/v1/asp/sessions";

  @Override
  public Reply say(Submission submission) throws IOException {
    String path =
        switch (submission.moment()) {
          case BEFORE -> SESSIONS;
          case DURING, AFTER -> SESSIONS + "/" + submission.session() + "/messages";
        };
    Wire.Reply reply =
        entrance.ask(
            "POST",
            path,
            Map.of("Content-Type", "application/json"),
            Optional.of(submission.in(Format.JSON)));
    JsonObject json = Json.object(reply.body());
    return json.object("error").map(Reply::refused).orElseGet(() -> Reply.accepted(json));
  }

  @Override
  public Wire.Reply read(String path) throws IOException {
    return entrance.ask("GET", path, Map.of(), Optional.empty());
  }
}
