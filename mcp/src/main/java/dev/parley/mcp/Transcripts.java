package dev.parley.mcp;

import dev.parley.client.Agent;
import dev.parley.core.message.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Transcripts as MCP shows them.
final class Transcripts {
  /// The largest file that is handed to a host.
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private Transcripts() {}

  static String uri(SessionId session) {
    return "asp://sessions/" + session + "/transcript";
  }

  /// Fetches one.
  ///
  /// @throws dev.parley.client.RefusedException if there is no such session for this agent
  /// @throws UncheckedIOException if it is too large
  static byte[] fetch(Agent agent, SessionId session) {
    Bounded out = new Bounded();
    try {
      agent.transcript(session, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static final class Bounded extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (count + length > MAX_BYTES) {
        throw new UncheckedIOException(
            new IOException("a transcript of more than " + MAX_BYTES + " bytes"));
      }
      super.write(bytes, from, length);
    }
  }
}
