package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Performative;
import dev.parley.core.wire.Members;
import dev.parley.server.registry.Page;
import dev.parley.server.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finding agents, by a query string or by a QUERY outside any session (protocol sections 6 and
/// 13).
final class DiscoveryEndpoints {
  private static final String PATH = "/v1/asp/discover";
  private static final int TRUST_MAX = 100;

  /// A number as JSON writes it; Java would take more.
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?");

  private final Registry registry;
  private final Bodies bodies;

  DiscoveryEndpoints(Registry registry, Bodies bodies) {
    this.registry = registry;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Access.AGENT, this::byParameters),
        new Route(
            "POST",
            PATH,
            Access.AGENT,
            call -> bodies.json(call, body -> byQuery(call, body.json()))));
  }

  private Answer byParameters(Call call) {
    Optional<Double> trust =
        call.parameter("min_trust").map(DiscoveryEndpoints::number).orElse(Optional.of(0.0));
    return found(call, call.parameter("capability"), trust);
  }

  private static Optional<Double> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  /// The body is a QUERY of type `capability`: its body alone, or an envelope around it, of which
  /// nothing else is looked at, since it becomes part of no session.
  private Answer byQuery(Call call, JsonObject sent) {
    Optional<String> performative = sent.string("performative");
    if (performative.isPresent() && !performative.get().equals(Performative.QUERY.name())) {
      return Refusals.of(ErrorCode.MALFORMED.because("/performative: has to be QUERY"));
    }
    JsonObject body = sent.object("content").flatMap(c -> c.object("body")).orElse(sent);
    Members in = Members.of(body, "");
    in.id("queryId");
    if (!in.text("queryType").equals("capability")) {
      in.wrong("queryType", "has to be capability");
    }
    Optional<String> subject = in.optionalText("subject");
    Optional<Members> parameters = in.optionalInside("parameters");
    Optional<String> capability =
        parameters.flatMap(p -> p.optionalText("capability")).or(() -> subject);
    Optional<JsonNumber> least =
        parameters.flatMap(
            p -> p.optionalNumber("minTrust").or(() -> p.optionalNumber("min_trust")));
    return switch (in.result(() -> capability)) {
      case Decoded.Refused<Optional<String>>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Optional<String>>(Optional<String> wanted) ->
          found(call, wanted, Optional.of(least.map(JsonNumber::value).orElse(0.0)));
    };
  }

  private Answer found(Call call, Optional<String> capability, Optional<Double> trust) {
    if (trust.filter(t -> t >= 0 && t <= TRUST_MAX).isEmpty()) {
      return Refusals.of(ErrorCode.MALFORMED.because("the least trust is between 0 and 100"));
    }
    Decoded<Page> page =
        call.limit()
            .then(n -> registry.discover(capability, trust.get(), call.parameter("cursor"), n));
    return switch (page) {
      case Decoded.Refused<Page>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Page>(Page(List<JsonObject> cards, Optional<String> next)) ->
          Answer.json(
              200,
              JsonObject.builder()
                  .put("agents", JsonArray.of(cards))
                  .putIfPresent("nextCursor", next.map(JsonString::new).orElse(null))
                  .build());
    };
  }
}
