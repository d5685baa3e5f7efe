package dev.parley.mcp;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Between the maps of the MCP SDK and our values. What a host sends is read once more by our own
/// strict reader, so that a tool's arguments have the limits of a message.
final class SdkJson {
  /// The SDK's own way to write, but for one thing: Jackson refuses since 3.2 what names its kind
  /// twice, and the SDK's questions to the person do.
  static final McpJsonMapper MAPPER =
      new JacksonMcpJsonMapper(
          JsonMapper.shared()
              .rebuild()
              .addMixIn(McpSchema.ElicitRequest.class, NamesItsModeItself.class)
              .build());

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "mode",
      defaultImpl = McpSchema.ElicitFormRequest.class)
  private interface NamesItsModeItself {}

  private SdkJson() {}

  static Map<String, Object> map(JsonObject json) {
    try {
      return MAPPER.readValue(CanonicalJson.text(json), new TypeRef<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("canonical JSON that cannot be read", e);
    }
  }

  /// Reads a value of the SDK.
  ///
  /// @return the object, `malformed` if it is none within the limits of a message
  static Decoded<JsonObject> object(Object value) {
    try {
      return switch (StrictJson.read(MAPPER.writeValueAsBytes(value), JsonLimits.MESSAGE)) {
        case Parsed.Value(JsonObject object, _) -> Decoded.valid(object);
        case Parsed.Value(_, _) -> Decoded.refused(ErrorCode.MALFORMED.because("not an object"));
        case Parsed.Malformed(_, _, String detail) ->
            Decoded.refused(ErrorCode.MALFORMED.because(detail));
      };
    } catch (IOException | RuntimeException _) {
      return Decoded.refused(ErrorCode.MALFORMED.because("not JSON"));
    }
  }
}
