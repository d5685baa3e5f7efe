package dev.parley.core.golden;

import dev.parley.core.Speaker;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.GoldenKeys;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/// Who speaks in the golden vectors. The keys of version n of an agent's card follow from its name
/// and `#n`.
final class Cast {
  static final Verifier VERIFIER = CryptoProviders.verifying().verifier();

  static final Speaker NODE = speaker("agent://node.example/node");
  static final Speaker ALPHA = speaker("agent://acme.example/procurement/alpha");
  static final Speaker BETA = speaker("agent://cloudprime.example/gpu/beta");
  static final Speaker AIDE = speaker("agent://acme.example/legal/aide");
  static final Speaker JUDGE = speaker("agent://courts.example/judge");

  /// Who may sit on a panel.
  static final List<Speaker> JUDGES =
      Stream.of("one", "two", "three", "four", "five")
          .map(name -> speaker("agent://" + name + ".example/judge"))
          .toList();

  private Cast() {}

  /// Every text whose hash is a private key in some vector.
  static List<String> keyTexts() {
    return Stream.concat(Stream.of(NODE, ALPHA, BETA, AIDE, JUDGE), JUDGES.stream())
        .map(s -> s.uri().text())
        .flatMap(uri -> Stream.of(1, 2, 3).map(version -> keyText(uri, version)))
        .toList();
  }

  static String keyText(String uri, long version) {
    return uri + "#" + version;
  }

  static AgentKeys keys(String uri, long version) {
    return GoldenKeys.of(keyText(uri, version));
  }

  private static Speaker speaker(String uri) {
    AgentKeys keys = keys(uri, 1);
    JsonObject fields = fields(uri, 1, keys.tokenSigner().publicKey());
    return new Speaker(keys, AgentCard.sign(fields, keys.signer()).orThrow());
  }

  /// The next card of a speaker, with the next keys, signed with the present ones.
  static Speaker rotated(Speaker before) {
    String uri = before.uri().text();
    long version = before.card().version() + 1;
    AgentKeys keys = keys(uri, version);
    JsonObject fields =
        fields(uri, version, keys.tokenSigner().publicKey())
            .with("previousCardHash", before.card().hash().text());
    return new Speaker(keys, AgentCard.sign(fields, before.signer()).orThrow());
  }

  /// What a card says, without `previousCardHash` and `integrity`.
  static JsonObject fields(String uri, long version, ProofKey proofKey) {
    AgentUri agent = AgentUri.parse(uri).orElseThrow();
    return JsonObject.builder()
        .put("agentId", uri)
        .put("orgId", "org_" + agent.domain().substring(0, agent.domain().indexOf('.')))
        .put("name", agent.path())
        .put("capabilities", JsonArray.ofStrings(List.of("gpu-compute", "procurement")))
        .put("conformance", "standard")
        .put("signingPublicKey", keys(uri, version).signer().publicKey().jwk())
        .put("dpopPublicKey", proofKey.jwk())
        .put("cardVersion", version)
        .build();
  }
}
