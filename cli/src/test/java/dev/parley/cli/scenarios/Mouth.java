package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import java.io.IOException;

/// One agent at one way to the node: what it says goes out once, as it is.
interface Mouth {
  /// Says something.
  Reply say(Submission submission) throws IOException;

  /// Reads what lies under a path.
  Wire.Reply read(String path) throws IOException;

  /// The session is over for this agent.
  default void rest() {}
}
