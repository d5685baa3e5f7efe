package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shape;
import dev.parley.server.http.Answer.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// MessagePack over HTTP (protocol section 2): taken and given where the session's invitation says
/// so, and nowhere else. JSON is spoken everywhere; refusals are always JSON.
final class Packing {
  private Packing() {}

  /// The format that an invitation asks for.
  static Format invited(JsonObject envelope) {
    return envelope
        .object("content")
        .flatMap(content -> content.object("body"))
        .flatMap(body -> body.object("terms"))
        .flatMap(terms -> terms.string("format"))
        .flatMap(Format::parse)
        .orElse(Format.JSON);
  }

  /// Whether a body is spelt as its session wants it.
  static boolean takes(Format format, Format spelt) {
    return switch (spelt) {
      case JSON -> true;
      case MESSAGE_PACK -> format == Format.MESSAGE_PACK;
    };
  }

  static Answer notHere() {
    return Refusals.of(
        RequestFault.UNSUPPORTED_MEDIA_TYPE,
        "the invitation of the session does not say that MessagePack is spoken in it");
  }

  /// The same answer as the caller wants it, if the session speaks it.
  static Answer of(Call call, Format format, Shape shape, Answer answer) {
    if (format != Format.MESSAGE_PACK || !wanted(call)) {
      return answer;
    }
    return switch (answer) {
      case Answer.Whole(int status, byte[] body, List<Field> fields) when status / 100 == 2 ->
          new Answer.Whole(
              status,
              MessagePack.pack(body, shape),
              fields.stream()
                  .map(
                      field ->
                          field.name().equals("Content-Type")
                              ? new Field("Content-Type", MessagePack.MEDIA_TYPE)
                              : field)
                  .toList());
      case Answer.Whole _, Answer.Streamed _ -> answer;
    };
  }

  private static boolean wanted(Call call) {
    return call.request().header("Accept").stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(MessagePack.MEDIA_TYPE));
  }

  /// How the messages of a stream are to be spelt: MessagePack, in base64, for `encoding=msgpack`.
  static Decoded<Format> ofStream(Call call, Format format) {
    Optional<String> encoding = call.parameter("encoding");
    if (encoding.isEmpty() || encoding.get().equals("json")) {
      return Decoded.valid(Format.JSON);
    }
    return encoding.get().equals("msgpack") && format == Format.MESSAGE_PACK
        ? Decoded.valid(Format.MESSAGE_PACK)
        : Decoded.refused(
            ErrorCode.SCHEMA_UNSUPPORTED
                .because("the session does not speak " + encoding.get())
                .with("supported", format == Format.JSON ? "json" : "json, msgpack"));
  }
}
