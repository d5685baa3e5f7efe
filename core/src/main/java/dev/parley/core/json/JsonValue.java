package dev.parley.core.json;

/// An immutable JSON value, equal to another by content.
///
/// Optional members are absent in this protocol, never `null`; [JsonNull] exists because bodies may
/// carry values that the protocol does not read.
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
