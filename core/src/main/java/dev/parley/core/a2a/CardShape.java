package dev.parley.core.a2a;

import java.util.List;

/// The messages of an A2A 1.0 agent card: which fields they have, of which kind, and which of them
/// have a default that is left out (the `a2a.proto` of the A2A specification).
///
/// @param fields in any order
record CardShape(List<Field> fields) {

  /// What stands in a field.
  enum Kind {
    TEXT,
    FLAG,
    TEXTS,
    /// Any JSON object.
    STRUCT,
    ONE,
    MANY,
    /// Objects by name.
    MAP,
    /// Texts by name.
    TEXT_MAP
  }

  /// What it means that a field has its default, or is not there.
  enum Presence {
    /// Has to be there and stays, whatever its value.
    REQUIRED,
    /// Stays if it is there.
    STATED,
    /// Its default means the same as leaving it out.
    IMPLIED
  }

  /// One field.
  ///
  /// @param name its JSON name
  /// @param kind what stands in it
  /// @param presence what its default means
  /// @param shape of the objects in it; empty for other kinds
  record Field(String name, Kind kind, Presence presence, List<CardShape> shape) {}

  private static Field field(String name, Kind kind, Presence presence, CardShape... shape) {
    return new Field(name, kind, presence, List.of(shape));
  }

  private static Field text(String name) {
    return field(name, Kind.TEXT, Presence.IMPLIED);
  }

  private static Field required(String name) {
    return field(name, Kind.TEXT, Presence.REQUIRED);
  }

  private static CardShape of(Field... fields) {
    return new CardShape(List.of(fields));
  }

  private static Field one(String name, CardShape shape) {
    return field(name, Kind.ONE, Presence.STATED, shape);
  }

  private static Field texts(String name) {
    return field(name, Kind.TEXTS, Presence.IMPLIED);
  }

  private static Field scopes() {
    return field("scopes", Kind.TEXT_MAP, Presence.IMPLIED);
  }

  private static final CardShape FLOWS =
      of(
          one(
              "authorizationCode",
              of(
                  required("authorizationUrl"),
                  required("tokenUrl"),
                  text("refreshUrl"),
                  scopes(),
                  field("pkceRequired", Kind.FLAG, Presence.IMPLIED))),
          one("clientCredentials", of(required("tokenUrl"), text("refreshUrl"), scopes())),
          one("implicit", of(text("authorizationUrl"), text("refreshUrl"), scopes())),
          one("password", of(text("tokenUrl"), text("refreshUrl"), scopes())),
          one(
              "deviceCode",
              of(
                  required("deviceAuthorizationUrl"),
                  required("tokenUrl"),
                  text("refreshUrl"),
                  scopes())));

  private static final CardShape SCHEME =
      of(
          one(
              "apiKeySecurityScheme",
              of(text("description"), required("location"), required("name"))),
          one(
              "httpAuthSecurityScheme",
              of(text("description"), required("scheme"), text("bearerFormat"))),
          one(
              "oauth2SecurityScheme",
              of(
                  text("description"),
                  field("flows", Kind.ONE, Presence.REQUIRED, FLOWS),
                  text("oauth2MetadataUrl"))),
          one("openIdConnectSecurityScheme", of(text("description"), required("openIdConnectUrl"))),
          one("mtlsSecurityScheme", of(text("description"))));

  private static final Field REQUIREMENTS =
      field(
          "securityRequirements",
          Kind.MANY,
          Presence.IMPLIED,
          of(field("schemes", Kind.MAP, Presence.IMPLIED, of(texts("list")))));

  private static final CardShape CAPABILITIES =
      of(
          field("streaming", Kind.FLAG, Presence.STATED),
          field("pushNotifications", Kind.FLAG, Presence.STATED),
          field("extendedAgentCard", Kind.FLAG, Presence.STATED),
          field(
              "extensions",
              Kind.MANY,
              Presence.IMPLIED,
              of(
                  text("uri"),
                  text("description"),
                  field("required", Kind.FLAG, Presence.IMPLIED),
                  field("params", Kind.STRUCT, Presence.STATED))));

  private static final CardShape SKILL =
      of(
          required("id"),
          required("name"),
          required("description"),
          field("tags", Kind.TEXTS, Presence.REQUIRED),
          texts("examples"),
          texts("inputModes"),
          texts("outputModes"),
          REQUIREMENTS);

  /// The card without its signatures.
  static final CardShape CARD =
      of(
          required("name"),
          required("description"),
          required("version"),
          field(
              "supportedInterfaces",
              Kind.MANY,
              Presence.REQUIRED,
              of(
                  required("url"),
                  required("protocolBinding"),
                  text("tenant"),
                  required("protocolVersion"))),
          one("provider", of(required("url"), required("organization"))),
          field("documentationUrl", Kind.TEXT, Presence.STATED),
          field("iconUrl", Kind.TEXT, Presence.STATED),
          field("capabilities", Kind.ONE, Presence.REQUIRED, CAPABILITIES),
          field("securitySchemes", Kind.MAP, Presence.IMPLIED, SCHEME),
          REQUIREMENTS,
          field("defaultInputModes", Kind.TEXTS, Presence.REQUIRED),
          field("defaultOutputModes", Kind.TEXTS, Presence.REQUIRED),
          field("skills", Kind.MANY, Presence.REQUIRED, SKILL));
}
