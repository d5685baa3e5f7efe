package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.message.Performative;
import dev.parley.core.session.ClockKind;
import dev.parley.server.auth.OauthError;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.calls.RevealDesk;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.learning.LearnDesk;
import dev.parley.server.ledger.Ledger;
import dev.parley.server.people.EscalationDesk;
import dev.parley.server.people.MandateDesk;
import dev.parley.server.ratings.EndorsementDesk;
import dev.parley.server.ratings.RatingDesk;
import dev.parley.server.ratings.Revealing;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.time.NodeClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The description of the binding against the code: what it names exists, what exists is named.
final class OpenApiTest {
  private static final Contract CONTRACT = Contract.PUBLISHED;
  private static final JsonNode DOCUMENT = CONTRACT.document();
  private static final Pattern PART = Pattern.compile("[{]([a-zA-Z]+)[}]");

  @TempDir private Path directory;

  private <T> T onNode(ClockKind kind, Function<NodeBinding, T> play) {
    NodeClock clock = NodeClock.of(kind);
    try (NodeParts node = NodeParts.open(directory, clock);
        NodeBinding binding =
            NodeBinding.start(
                NodeConfiguration.development().onPort(0).on(kind),
                new NodeBinding.Parts(
                    node.store(),
                    clock,
                    node.steward(),
                    node.registry(),
                    node.sessions(),
                    new Ledger(node.store(), node.registry(), clock),
                    new RatingDesk(
                        node.store().ratings(),
                        node.registry(),
                        node.sessions(),
                        new Revealing(
                            node.store().ratings(), node.sessions(), node.registry(), clock),
                        clock,
                        CryptoProviders.verifying().verifier()),
                    new EndorsementDesk(
                        node.store().ratings(),
                        node.registry(),
                        node.registry()::score,
                        clock,
                        CryptoProviders.verifying().verifier()),
                    new RevealDesk(
                        node.store().calls(),
                        node.registry(),
                        node.sessions(),
                        CryptoProviders.verifying().verifier()),
                    new EscalationDesk(node.store(), node.sessions(), node.steward(), clock),
                    new MandateDesk(
                        node.store().people().mandates(),
                        node.registry(),
                        clock,
                        CryptoProviders.verifying().verifier()),
                    new LearnDesk(node.sessions()),
                    OperatorToken.of("secret"),
                    CryptoProviders.verifying().verifier(),
                    InstantSource.system(),
                    System::nanoTime,
                    directory),
                Pages.NONE,
                "parley/test")) {
      return play.apply(binding);
    }
  }

  private Map<String, Access> routes(ClockKind kind) {
    return onNode(
        kind,
        binding ->
            binding.routes().stream()
                .collect(Collectors.toMap(r -> r.method() + " " + r.template(), Route::access)));
  }

  @Test
  void describesEveryRouteAndNoOther() {
    assertThat(CONTRACT.operations().keySet())
        .isEqualTo(new TreeSet<>(routes(ClockKind.VIRTUAL).keySet()));
  }

  @Test
  void saysWhichRoutesOnlyADevelopmentClockHas() {
    Set<String> only = new TreeSet<>(routes(ClockKind.VIRTUAL).keySet());
    only.removeAll(routes(ClockKind.REAL).keySet());
    assertThat(only).isNotEmpty();
    CONTRACT
        .operations()
        .forEach(
            (route, operation) ->
                assertThat(operation.path("description").asString().startsWith("Only on a node"))
                    .as(route)
                    .isEqualTo(only.contains(route)));
  }

  @Test
  void saysWhoMayMakeEachRequest() {
    routes(ClockKind.VIRTUAL)
        .forEach(
            (route, access) -> {
              String stated =
                  Objects.requireNonNull(CONTRACT.operations().get(route))
                      .get("security")
                      .toString();
              String both = "{\"accessToken\":[],\"dpopProof\":[]}";
              assertThat(stated)
                  .as(route)
                  .isEqualTo(
                      switch (access) {
                        case OPEN ->
                            route.endsWith(TokenEndpoints.PATH) ? "[{\"dpopProof\":[]}]" : "[]";
                        case OPEN_OR_AGENT -> "[{}," + both + "]";
                        case AGENT -> "[" + both + "]";
                        case OPERATOR -> "[{\"operatorToken\":[]}]";
                      });
            });
  }

  @Test
  void describesEveryPartOfEveryPath() {
    for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
      Set<String> named = new TreeSet<>();
      Matcher part = PART.matcher(path.getKey());
      while (part.find()) {
        named.add(part.group(1));
      }
      Set<String> described = new TreeSet<>();
      for (JsonNode each : path.getValue().path("parameters")) {
        assertThat(CONTRACT.resolved(each).get("in").asString()).isEqualTo("path");
        described.add(CONTRACT.resolved(each).get("name").asString());
      }
      assertThat(described).as(path.getKey()).isEqualTo(named);
    }
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(String component) {
    return texts(DOCUMENT.at("/components/schemas/" + component + "/enum"));
  }

  @Test
  void namesEveryErrorCodeAndNoOther() {
    assertThat(names("ErrorCode")).isEqualTo(wire(ErrorCode.values(), ErrorCode::wire));
    assertThat(names("RequestFault")).isEqualTo(wire(RequestFault.values(), RequestFault::wire));
    assertThat(names("OauthErrorName")).isEqualTo(wire(OauthError.values(), OauthError::wire));
    assertThat(names("Performative")).isEqualTo(wire(Performative.values(), Enum::name));
  }

  private static <E> Set<String> wire(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesEachCodeUnderItsStatus() {
    Map<String, Integer> statuses = new HashMap<>();
    Stream.of(ErrorCode.values()).forEach(c -> statuses.put(c.wire(), c.httpStatus()));
    Stream.of(RequestFault.values()).forEach(f -> statuses.put(f.wire(), f.status()));
    Set<String> named = new TreeSet<>();
    CONTRACT
        .operations()
        .forEach(
            (route, operation) -> {
              for (Map.Entry<String, JsonNode> answer : operation.get("responses").properties()) {
                JsonNode codes =
                    CONTRACT
                        .resolved(answer.getValue())
                        .at("/content/application~1json/schema/allOf/1")
                        .at("/properties/error/properties/code/enum");
                for (String code : codes.isMissingNode() ? Set.<String>of() : texts(codes)) {
                  assertThat(statuses)
                      .as(route)
                      .containsEntry(code, Integer.valueOf(answer.getKey()));
                  named.add(code);
                }
              }
            });
    assertThat(named).containsAll(names("ErrorCode"));
  }

  @Test
  void describesTheBodyOfEachOfTheThirteen() {
    Set<String> decided = new TreeSet<>();
    for (JsonNode rule : DOCUMENT.at("/components/schemas/Said/allOf")) {
      String performative = rule.at("/if/properties/performative/const").asString();
      String body = rule.at("/then/properties/content/properties/body/$ref").asString();
      assertThat(body).isEqualToIgnoringCase("#/components/schemas/" + performative + "Body");
      decided.add(performative);
    }
    assertThat(decided).isEqualTo(names("Performative"));
  }

  @Test
  void isAnOpenApiDocument() {
    var structure =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Contract.read("/spec.openapis.org/oas/3.1/schema/2022-10-07"));
    assertThat(structure.validate(DOCUMENT)).isEmpty();
    assertThat(structure.validate(((ObjectNode) DOCUMENT.deepCopy()).without("info"))).isNotEmpty();
    JsonNode wrong = DOCUMENT.deepCopy();
    ((ObjectNode) wrong.at("/paths/~1health/get")).remove("responses");
    ((ObjectNode) wrong.at("/paths/~1health/get")).put("responses", "all sorts");
    assertThat(structure.validate(wrong)).isNotEmpty();
  }

  @Test
  void hasOnlySchemasOfItsDialect() {
    var dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Contract.read("/draft/2020-12/schema"));
    for (Map.Entry<String, JsonNode> each : DOCUMENT.at("/components/schemas").properties()) {
      assertThat(dialect.validate(each.getValue())).as(each.getKey()).isEmpty();
    }
    assertThat(dialect.validate(Contract.json("{\"type\":\"text\"}"))).isNotEmpty();
  }

  @Test
  void hasNoReferenceToNothingAndNothingThatNobodyRefersTo() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT, references);
    for (String reference : references) {
      assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    for (Map.Entry<String, JsonNode> kind : DOCUMENT.get("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        for (String name : kind.getValue().propertyNames()) {
          assertThat(references).contains("#/components/" + kind.getKey() + "/" + name);
        }
      }
    }
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.get("$ref").asString());
    }
    node.forEach(child -> collect(child, references));
  }

  @Test
  void isServedToEverybody() {
    HttpResponse<String> answer =
        onNode(
            ClockKind.REAL,
            binding ->
                Caller.exchange(
                    HttpRequest.newBuilder(URI.create(binding.address() + Description.PATH))
                        .build()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Contract.json(answer.body())).isEqualTo(DOCUMENT);
  }
}
