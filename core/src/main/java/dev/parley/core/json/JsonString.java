package dev.parley.core.json;

/// A JSON string.
///
/// The strict reader gives only text that has a UTF-8 form. A program must do the same: writing
/// text with a lone surrogate or a noncharacter throws. It is checked there and not here because
/// nearly all strings come from the reader, and looking twice costs a fifth of its time.
///
/// @param value the text
public record JsonString(String value) implements JsonValue {}
