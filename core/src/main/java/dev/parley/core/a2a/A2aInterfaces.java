package dev.parley.core.a2a;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an agent speaks A2A: the member `a2a` of its ASP card (protocol section 14).
///
/// @param interfaces in the agent's order of preference
/// @param session whether a task has to name a session
/// @param streaming whether it streams
public record A2aInterfaces(List<Interface> interfaces, Session session, Streaming streaming) {
  /// The most interfaces of one agent.
  public static final int MOST = 8;

  /// The binding of the interface of an agent that speaks ASP only: no binding of A2A.
  public static final String ASP_BINDING = "urn:asp:http";

  /// The member of an ASP card.
  public static final String MEMBER = "a2a";

  private static final int BINDING_MAX = 128;

  /// Copies.
  public A2aInterfaces {
    interfaces = List.copyOf(interfaces);
  }

  /// One interface.
  ///
  /// @param url where
  /// @param binding `JSONRPC`, `HTTP+JSON` or another
  public record Interface(WebAddress url, String binding) {}

  /// Whether a task has to name the session that it belongs to.
  public enum Session {
    /// It may.
    OPTIONAL,
    /// It has to.
    REQUIRED
  }

  /// Whether an agent streams.
  public enum Streaming {
    /// It does.
    OFFERED,
    /// It does not.
    ABSENT
  }

  /// Reads the member `a2a` of an ASP card.
  ///
  /// @param card the agent's part of its card
  /// @return nothing without it; `malformed` if it is not of its form
  public static Decoded<Optional<A2aInterfaces>> read(JsonObject card) {
    Members in = Members.of(card, "");
    Optional<Members> stated = in.optionalInside(MEMBER);
    if (stated.isEmpty()) {
      return in.result(Optional::empty);
    }
    Members a2a = stated.get();
    List<Interface> interfaces = new ArrayList<>();
    for (Members each : a2a.list("interfaces", MOST)) {
      Optional<WebAddress> url = WebAddress.parse(each.text("url"));
      if (url.isEmpty()) {
        each.wrong("url", "has to be an https address, or http on the same machine");
      }
      String binding = each.text("protocolBinding");
      if (binding.length() > BINDING_MAX) {
        each.wrong("protocolBinding", "at most " + BINDING_MAX + " characters");
      }
      url.ifPresent(known -> interfaces.add(new Interface(known, binding)));
    }
    if (interfaces.isEmpty()) {
      a2a.wrong("interfaces", "needs at least one");
    }
    Streaming streaming = a2a.flag("streaming") ? Streaming.OFFERED : Streaming.ABSENT;
    Optional<String> session = a2a.optionalText("session");
    if (session.filter(word -> !word.equals("optional") && !word.equals("required")).isPresent()) {
      a2a.wrong("session", "has to be optional or required");
    }
    Session rule =
        session.filter("required"::equals).isPresent() ? Session.REQUIRED : Session.OPTIONAL;
    return in.result(() -> Optional.of(new A2aInterfaces(interfaces, rule, streaming)));
  }

  /// The member of an ASP card.
  ///
  /// @return an object that [#read] reads
  public JsonObject json() {
    return JsonObject.builder()
        .put(
            "interfaces",
            JsonArray.of(
                interfaces.stream()
                    .map(
                        each ->
                            JsonObject.EMPTY
                                .with("url", each.url().text())
                                .with("protocolBinding", each.binding()))
                    .toList()))
        .put(
            "session",
            switch (session) {
              case OPTIONAL -> "optional";
              case REQUIRED -> "required";
            })
        .put("streaming", streaming == Streaming.OFFERED)
        .build();
  }
}
