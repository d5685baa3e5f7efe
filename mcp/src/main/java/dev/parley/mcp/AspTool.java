package dev.parley.mcp;

import dev.parley.client.KeyFileException;
import dev.parley.client.NoAnswerException;
import dev.parley.client.NodeMisbehavedException;
import dev.parley.client.ParleyException;
import dev.parley.client.RefusedException;
import dev.parley.client.TransportException;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One tool that a model can call.
///
/// @param name its name
/// @param title for people
/// @param description for the model
/// @param effect what calling it does
/// @param input the schema of its arguments
/// @param output the schema of what it gives
/// @param reads reads the arguments, and notes what is wrong
/// @param acts does it
/// @param <A> its arguments
record AspTool<A>(
    String name,
    String title,
    String description,
    Effect effect,
    Schema input,
    Schema output,
    Function<Members, A> reads,
    BiFunction<A, Host, ToolAnswer> acts) {
  private static final System.Logger LOG = System.getLogger(AspTool.class.getName());
  private static final JsonSchemaValidator VALIDATOR = McpJsonDefaults.getSchemaValidator();

  /// What calling a tool does.
  enum Effect {
    /// Nothing.
    READS,
    /// Says something that binds nobody and cannot be unsaid.
    SAYS,
    /// May bind the principal, move its money or end something.
    BINDS
  }

  /// Runs it; whatever happens comes back as an answer.
  ///
  /// @param arguments as the host sent them
  /// @param host asks the person, if it can
  ToolAnswer call(Map<String, Object> arguments, Host host) {
    return switch (SdkJson.object(arguments)) {
      case Decoded.Refused<JsonObject>(Refusal refusal) -> ToolAnswer.declined(refusal);
      case Decoded.Valid<JsonObject>(JsonObject json) -> {
        JsonSchemaValidator.ValidationResponse form =
            VALIDATOR.validate(SdkJson.map(input.json()), SdkJson.map(json));
        yield form.valid()
            ? called(json, host)
            : ToolAnswer.declined(ErrorCode.MALFORMED, "the arguments: " + form.errorMessage());
      }
    };
  }

  private ToolAnswer called(JsonObject json, Host host) {
    Members in = Members.of(json, "");
    A arguments = reads.apply(in);
    return switch (in.result(() -> arguments)) {
      case Decoded.Refused<A>(Refusal refusal) -> ToolAnswer.declined(refusal);
      case Decoded.Valid<A>(A valid) -> acted(valid, host);
    };
  }

  private ToolAnswer acted(A arguments, Host host) {
    try {
      return acts.apply(arguments, host);
    } catch (ParleyException e) {
      return failed(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the tool " + name + " failed", e);
      return ToolAnswer.declined(
          "internal",
          "Something went wrong in this MCP server; its log says what.",
          "Try again; asp_read shows what was said.");
    }
  }

  private static ToolAnswer failed(ParleyException failure) {
    return switch (failure) {
      case RefusedException refused -> Speech.refused(refused.refusal());
      case NodeMisbehavedException e ->
          ToolAnswer.declined(
              "node_misbehaved",
              "The node said something that cannot be true: " + e.getMessage(),
              "Stop, and tell the person. Believe this node nothing more about the session.");
      case NoAnswerException _ ->
          ToolAnswer.declined(
              "no_answer",
              "No answer in time; it is open whether the message arrived.",
              "Look with asp_wait or asp_read before you say it again.");
      case TransportException e -> {
        LOG.log(System.Logger.Level.WARNING, "the node cannot be reached: {0}", e.getMessage());
        yield ToolAnswer.declined(
            "unreachable", "The node cannot be reached now.", "Try again later; tell the person.");
      }
      case KeyFileException e -> {
        LOG.log(System.Logger.Level.ERROR, "the key file: {0}", e.getMessage());
        yield ToolAnswer.declined(
            "keys", "This agent's key file does not serve.", "Tell the person.");
      }
    };
  }
}
