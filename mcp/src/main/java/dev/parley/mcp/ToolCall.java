package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;

/// A call of an offered tool, as it was recorded in the session. Immutable.
///
/// @param tool which tool
/// @param outcome what came of it
/// @param recorded the INFORM `data` that says so
public record ToolCall(OfferedTool tool, Outcome outcome, Received recorded) {

  /// What came of a call.
  public sealed interface Outcome {

    /// The tool answered, perhaps that it could not do it (`isError`).
    ///
    /// @param result the MCP result: `content`, and `structuredContent` and `isError` if it has
    ///   them
    /// @param hash SHA-256 over its canonical form
    record Answered(JsonObject result, Hash hash) implements Outcome {}

    /// There was no answer that could be read.
    ///
    /// @param reason `refused`, `timeout`, `unreachable` or `unreadable`
    record Failed(String reason) implements Outcome {}
  }
}
