package dev.parley.client;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who an agent is, in one file that only its owner can read: name, organisation, what its card
/// says, and its secret keys. Keys that were replaced stay in it, since sessions that began with
/// them are finished with them. Written whole or not at all. Thread-safe.
public final class KeyFile {
  private static final String FORMAT = "parley-keys/1";
  private static final int MAX_FORMER = 100;

  private final Path path;
  private final AgentUri agentId;
  private final String orgId;
  private CardDraft card;
  private AgentKeys keys;
  private Optional<AgentKeys> next;
  private List<AgentKeys> former;

  private KeyFile(
      Path path,
      AgentUri agentId,
      String orgId,
      CardDraft card,
      AgentKeys keys,
      Optional<AgentKeys> next,
      List<AgentKeys> former) {
    this.path = path;
    this.agentId = agentId;
    this.orgId = orgId;
    this.card = card;
    this.keys = keys;
    this.next = next;
    this.former = former;
  }

  /// Makes new keys and writes them to a new file with permissions 0600.
  ///
  /// @param path where; nothing may be there yet, missing folders are made
  /// @param agentId the agent
  /// @param orgId its organisation
  /// @param card what its card says
  /// @return the file
  /// @throws KeyFileException if something is there already, or it cannot be kept private
  public static KeyFile create(Path path, AgentUri agentId, String orgId, CardDraft card) {
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    KeyFile file = new KeyFile(path, agentId, orgId, card, keys, Optional.empty(), List.of());
    PrivateFile.create(path, CanonicalJson.bytes(file.json()));
    return file;
  }

  /// Reads the file if it is there, and makes it if it is not.
  ///
  /// @param path where
  /// @param agentId the agent
  /// @param orgId its organisation
  /// @param card what its card says, for a new file
  /// @return the file
  /// @throws KeyFileException if it belongs to another agent, cannot be kept private, or is no key
  ///   file
  public static KeyFile openOrCreate(Path path, AgentUri agentId, String orgId, CardDraft card) {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return create(path, agentId, orgId, card);
    }
    KeyFile file = open(path);
    if (!file.agentId.equals(agentId) || !file.orgId.equals(orgId)) {
      throw new KeyFileException(path + " belongs to " + file.agentId + " of " + file.orgId);
    }
    return file;
  }

  /// Reads a file that [#create] wrote.
  ///
  /// @param path where
  /// @return the file
  /// @throws KeyFileException if it is missing, others than its owner can read it, or it is no key
  ///   file
  public static KeyFile open(Path path) {
    byte[] bytes = PrivateFile.read(path);
    return StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        ? parse(path, json)
        : notOne(path, "it is not one JSON object");
  }

  private static KeyFile parse(Path path, JsonObject json) {
    if (!json.string("format").filter(FORMAT::equals).isPresent()) {
      return notOne(path, "format is not " + FORMAT);
    }
    Optional<AgentUri> agent = json.string("agentId").flatMap(AgentUri::parse);
    Optional<String> org = json.string("orgId");
    Optional<AgentKeys> keys = json.object("keys").flatMap(AgentKeys::parse);
    Optional<AgentKeys> next = json.object("next").flatMap(AgentKeys::parse);
    if (agent.isEmpty()
        || org.isEmpty()
        || keys.isEmpty()
        || json.has("next") != next.isPresent()) {
      return notOne(path, "agentId, orgId or keys are missing or damaged");
    }
    List<AgentKeys> former = new ArrayList<>();
    for (JsonValue each : json.array("former").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject jwks) {
        AgentKeys.parse(jwks).ifPresent(former::add);
      }
    }
    CardDraft card = new CardDraft(json.object("card").orElse(JsonObject.EMPTY));
    return new KeyFile(path, agent.get(), org.get(), card, keys.get(), next, List.copyOf(former));
  }

  private static KeyFile notOne(Path path, String why) {
    throw new KeyFileException(path + " is not a key file of an agent: " + why);
  }

  /// Where it lies.
  ///
  /// @return the path as it was given
  public Path path() {
    return path;
  }

  /// The agent.
  ///
  /// @return its name
  public AgentUri agentId() {
    return agentId;
  }

  /// Its organisation.
  ///
  /// @return such as `org_acme`
  public String orgId() {
    return orgId;
  }

  /// What its card says.
  ///
  /// @return the draft of the next card
  public synchronized CardDraft card() {
    return card;
  }

  /// The keys in use.
  ///
  /// @return secret keys; their text form shows the public halves only
  public synchronized AgentKeys keys() {
    return keys;
  }

  /// Changes what the card says; [Agent#register] then makes a new version of it.
  ///
  /// @param draft the new draft
  public synchronized void describe(CardDraft draft) {
    CardDraft before = card;
    card = draft;
    save(() -> card = before);
  }

  /// The keys that belong to a public key.
  synchronized Optional<AgentKeys> keysOf(Ed25519Key key) {
    return Stream.concat(Stream.concat(Stream.of(keys), next.stream()), former.stream())
        .filter(k -> k.signer().publicKey().equals(key))
        .findFirst();
  }

  /// Whether these are the keys that a rotation prepared.
  synchronized boolean prepared(Ed25519Key key) {
    return next.filter(n -> n.signer().publicKey().equals(key)).isPresent();
  }

  /// New keys, on disk before anybody hears of them, so that a crash between can be mended: the
  /// same ones are given until [#rotated].
  synchronized AgentKeys prepareNext() {
    if (next.isEmpty()) {
      next = Optional.of(AgentKeys.generate(new SecureRandom()));
      save(() -> next = Optional.empty());
    }
    return next.get();
  }

  /// The next keys are registered: they are the keys from here on.
  synchronized void rotated() {
    AgentKeys before = keys;
    List<AgentKeys> formerBefore = former;
    AgentKeys fresh = next.orElseThrow();
    former = Stream.concat(Stream.of(keys), former.stream()).limit(MAX_FORMER).toList();
    keys = fresh;
    next = Optional.empty();
    save(
        () -> {
          keys = before;
          former = formerBefore;
          next = Optional.of(fresh);
        });
  }

  private void save(Runnable otherwise) {
    boolean saved = false;
    try {
      PrivateFile.replace(path, CanonicalJson.bytes(json()));
      saved = true;
    } finally {
      if (!saved) {
        otherwise.run();
      }
    }
  }

  private JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("format", FORMAT)
            .put("agentId", agentId.text())
            .put("orgId", orgId)
            .put("card", card.fields())
            .put("keys", keys.privateJson());
    next.ifPresent(n -> out.put("next", n.privateJson()));
    if (!former.isEmpty()) {
      out.put("former", JsonArray.of(former.stream().map(AgentKeys::privateJson).toList()));
    }
    return out.build();
  }

  /// Names the agent and its public keys only.
  @Override
  public synchronized String toString() {
    return "KeyFile[" + path + ", " + agentId + ", " + keys + "]";
  }
}
