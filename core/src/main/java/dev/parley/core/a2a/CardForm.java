package dev.parley.core.a2a;

import dev.parley.core.a2a.CardShape.Field;
import dev.parley.core.a2a.CardShape.Presence;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The form of an A2A card over which it is signed (A2A 1.0, section 8.4): only what the card's
/// schema knows, without signatures, and without defaults that mean the same as nothing.
///
/// The specification keeps required fields whatever they hold; the SDKs of others drop everything
/// that is empty. Both are here, since both are signed. On a card without anything empty they are
/// the same.
public final class CardForm {
  private final Gaps gaps;
  private @Nullable Refusal fault;

  /// What to make of a required field that is not there. Other programs leave out what is empty,
  /// required or not.
  private enum Gaps {
    TAKEN,
    REFUSED
  }

  private CardForm(Gaps gaps) {
    this.gaps = gaps;
  }

  /// What of a card a signature covers. Whoever relies on a signature has to read this and nothing
  /// else: fields that the schema does not know are not covered, and not in it.
  ///
  /// @param card a card from anywhere, with or without signatures
  /// @return the card in the form of the specification; `malformed` if a field is of another kind
  ///   than it has to be
  public static Decoded<JsonObject> covered(JsonObject card) {
    return read(card, Gaps.TAKEN);
  }

  /// The same for a card that is to be published, without anything empty.
  ///
  /// @param card a card, with or without signatures
  /// @return the card; `malformed` also if a required field is missing or empty
  public static Decoded<JsonObject> complete(JsonObject card) {
    return read(withoutEmpty(card), Gaps.REFUSED);
  }

  private static Decoded<JsonObject> read(JsonObject card, Gaps gaps) {
    CardForm form = new CardForm(gaps);
    JsonObject covered = form.object(CardShape.CARD, card, "");
    return form.fault == null ? Decoded.valid(covered) : Decoded.refused(form.fault);
  }

  /// The bytes that the specification signs.
  ///
  /// @param covered from [#covered]
  /// @return canonical JSON
  public static byte[] canonical(JsonObject covered) {
    return CanonicalJson.bytes(covered);
  }

  /// The bytes that SDKs sign: without any empty text, list, object or null at any depth.
  ///
  /// @param covered from [#covered]
  /// @return canonical JSON
  public static byte[] canonicalWithoutEmpty(JsonObject covered) {
    return CanonicalJson.bytes(withoutEmpty(covered));
  }

  static JsonObject withoutEmpty(JsonObject object) {
    JsonObject.Builder out = JsonObject.builder();
    for (String name : object.names()) {
      kept(object.get(name)).ifPresent(value -> out.put(name, value));
    }
    return out.build();
  }

  private static Optional<JsonValue> kept(@Nullable JsonValue value) {
    return switch (value) {
      case null -> Optional.empty();
      case JsonNull _ -> Optional.empty();
      case JsonString(String text) -> text.isEmpty() ? Optional.empty() : Optional.of(value);
      case JsonArray array -> {
        List<JsonValue> left =
            array.values().stream().flatMap(each -> kept(each).stream()).toList();
        yield left.isEmpty() ? Optional.empty() : Optional.of(JsonArray.of(left));
      }
      case JsonObject object -> {
        JsonObject left = withoutEmpty(object);
        yield left.size() == 0 ? Optional.empty() : Optional.of(left);
      }
      case JsonBoolean _, JsonNumber _ -> Optional.of(value);
    };
  }

  private JsonObject object(CardShape shape, JsonObject in, String at) {
    JsonObject.Builder out = JsonObject.builder();
    for (Field field : shape.fields()) {
      String pointer = at + "/" + field.name();
      JsonValue value = in.get(field.name());
      if (value == null) {
        if (field.presence() == Presence.REQUIRED && gaps == Gaps.REFUSED) {
          wrong(pointer, "is required, and may not be empty");
        }
        continue;
      }
      JsonValue read = value(field, value, pointer);
      if (field.presence() != Presence.IMPLIED || !isDefault(read)) {
        out.put(field.name(), read);
      }
    }
    return out.build();
  }

  private JsonValue value(Field field, JsonValue value, String at) {
    return switch (field.kind()) {
      case TEXT -> value instanceof JsonString ? value : wrong(at, "has to be a text");
      case FLAG -> value instanceof JsonBoolean ? value : wrong(at, "has to be true or false");
      case STRUCT -> value instanceof JsonObject ? value : wrong(at, "has to be an object");
      case TEXTS ->
          value instanceof JsonArray array
                  && array.values().stream().allMatch(JsonString.class::isInstance)
              ? value
              : wrong(at, "has to be a list of texts");
      case ONE ->
          value instanceof JsonObject object
              ? object(field.shape().getFirst(), object, at)
              : wrong(at, "has to be an object");
      case MANY ->
          value instanceof JsonArray array
              ? many(field.shape().getFirst(), array, at)
              : wrong(at, "has to be a list");
      case MAP ->
          value instanceof JsonObject object
              ? map(field.shape().getFirst(), object, at)
              : wrong(at, "has to be an object");
      case TEXT_MAP ->
          value instanceof JsonObject object
                  && object.names().stream().map(object::get).allMatch(JsonString.class::isInstance)
              ? value
              : wrong(at, "has to be an object of texts");
    };
  }

  private JsonArray many(CardShape shape, JsonArray array, String at) {
    List<JsonValue> out = new ArrayList<>();
    for (JsonValue each : array) {
      String pointer = at + "/" + out.size();
      out.add(
          each instanceof JsonObject object
              ? object(shape, object, pointer)
              : wrong(pointer, "has to be an object"));
    }
    return JsonArray.of(out);
  }

  private JsonObject map(CardShape shape, JsonObject in, String at) {
    JsonObject.Builder out = JsonObject.builder();
    for (String name : in.names()) {
      String pointer = at + "/" + name;
      out.put(
          name,
          in.get(name) instanceof JsonObject object
              ? object(shape, object, pointer)
              : wrong(pointer, "has to be an object"));
    }
    return out.build();
  }

  private static boolean isDefault(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text.isEmpty();
      case JsonBoolean flag -> flag == JsonBoolean.FALSE;
      case JsonArray array -> array.size() == 0;
      case JsonObject object -> object.size() == 0;
      case JsonNumber _, JsonNull _ -> false;
    };
  }

  private JsonValue wrong(String at, String rule) {
    if (fault == null) {
      fault = ErrorCode.MALFORMED.because("A2A card " + at + ": " + rule).with("pointer", at);
    }
    return JsonObject.EMPTY;
  }
}
