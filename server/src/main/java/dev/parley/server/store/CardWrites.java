package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The statements that write cards and agents, on the writer's connection.
final class CardWrites {

  private record Current(long version, Hash card) {}

  private static final String CURRENT = "SELECT version, card FROM agent WHERE agent = ?";
  private static final String CARD =
      "INSERT OR IGNORE INTO card (hash, agent, version, canonical) VALUES (?, ?, ?, ?)";
  private static final String AGENT =
      """
      INSERT INTO agent (agent, version, card, trust, registered_at, key_since, attestation) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (agent) DO UPDATE SET version = excluded.version, card = excluded.card, trust = excluded.trust,
        key_since = excluded.key_since, attestation = excluded.attestation""";
  private static final String FORGET_CAPABILITIES = "DELETE FROM capability WHERE agent = ?";
  private static final String CAPABILITY =
      "INSERT OR IGNORE INTO capability (capability, trust, agent) VALUES (?, ?, ?)";
  private static final String ATTESTATION =
      "UPDATE agent SET trust = ?, attestation = ? WHERE agent = ? AND card = ?";
  private static final String TRUST = "UPDATE agent SET trust = ? WHERE agent = ?";
  private static final String CAPABILITY_TRUST =
      "UPDATE capability SET trust = ? WHERE agent = ? AND trust <> ?";
  private static final String FORGET_KEYS = "DELETE FROM custody_key WHERE agent = ?";
  private static final String KEYS =
      """
      INSERT INTO custody_key (agent, sealed, client_key) VALUES (?, ?, ?)
      ON CONFLICT (agent) DO UPDATE SET sealed = excluded.sealed, client_key = excluded.client_key""";

  private static final String ORGANIZATION =
      """
      INSERT INTO organization (domain, record, since, checked_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (domain) DO UPDATE SET record = excluded.record, since = excluded.since, checked_at = excluded.checked_at""";

  private final Statements statements;
  private final TrustWrites trust;

  CardWrites(Statements statements, TrustWrites trust) {
    this.statements = statements;
    this.trust = trust;
  }

  RegistrationOutcome register(Registration registration) throws SQLException {
    PreparedStatement agent = statements.of(AGENT);
    StoredCard next = registration.card();
    Current before = current(next.agent());
    Hash end = before == null ? null : before.card;
    long version = before == null ? 0 : before.version;
    if (!Objects.equals(end, registration.previous()) || next.version() <= version) {
      return new RegistrationOutcome.NotNext(version, end);
    }
    insert(next);
    agent.setString(1, next.agent());
    agent.setLong(2, next.version());
    agent.setBytes(3, next.hash().raw());
    agent.setInt(4, registration.attestation().trustScoreHundredths());
    agent.setLong(5, registration.at().toEpochMilli());
    agent.setLong(6, registration.keySince().toEpochMilli());
    agent.setBytes(7, registration.attestation().canonical().bytes());
    agent.executeUpdate();
    capabilities(
        next.agent(),
        registration.attestation().trustScoreHundredths(),
        registration.capabilities());
    custody(next.agent(), registration.custody());
    trust.standing(registration);
    return new RegistrationOutcome.Registered();
  }

  private @Nullable Current current(String name) throws SQLException {
    PreparedStatement current = statements.of(CURRENT);
    current.setString(1, name);
    try (ResultSet row = current.executeQuery()) {
      return row.next() ? new Current(row.getLong(1), Columns.hash(row, 2)) : null;
    }
  }

  private void insert(StoredCard next) throws SQLException {
    PreparedStatement card = statements.of(CARD);
    card.setBytes(1, next.hash().raw());
    card.setString(2, next.agent());
    card.setLong(3, next.version());
    card.setBytes(4, next.canonical().bytes());
    card.executeUpdate();
  }

  private void capabilities(String name, int trust, List<String> offered) throws SQLException {
    PreparedStatement forgetCapabilities = statements.of(FORGET_CAPABILITIES);
    PreparedStatement capability = statements.of(CAPABILITY);
    forgetCapabilities.setString(1, name);
    forgetCapabilities.executeUpdate();
    for (String one : offered) {
      capability.setString(1, one);
      capability.setInt(2, trust);
      capability.setString(3, name);
      capability.executeUpdate();
    }
  }

  private void custody(String name, Custody custody) throws SQLException {
    PreparedStatement forgetKeys = statements.of(FORGET_KEYS);
    PreparedStatement keys = statements.of(KEYS);
    switch (custody) {
      case Custody.Self _ -> {
        forgetKeys.setString(1, name);
        forgetKeys.executeUpdate();
      }
      case Custody.Node(Content sealed, Content clientKey) -> {
        keys.setString(1, name);
        keys.setBytes(2, sealed.bytes());
        keys.setBytes(3, clientKey.bytes());
        keys.executeUpdate();
      }
    }
  }

  /// Scores change without a new card, and discovery goes by them.
  WriteOutcome scores(Map<AgentUri, Integer> hundredths) throws SQLException {
    PreparedStatement agent = statements.of(TRUST);
    for (Map.Entry<AgentUri, Integer> score : hundredths.entrySet()) {
      agent.setInt(1, score.getValue());
      agent.setString(2, score.getKey().text());
      agent.executeUpdate();
      capabilityTrust(score.getKey().text(), score.getValue());
    }
    return new WriteOutcome.Written();
  }

  private void capabilityTrust(String agent, int hundredths) throws SQLException {
    PreparedStatement capabilityTrust = statements.of(CAPABILITY_TRUST);
    capabilityTrust.setInt(1, hundredths);
    capabilityTrust.setString(2, agent);
    capabilityTrust.setInt(3, hundredths);
    capabilityTrust.executeUpdate();
  }

  WriteOutcome keep(StoredCard foreign) throws SQLException {
    insert(foreign);
    return new WriteOutcome.Written();
  }

  WriteOutcome keep(StoredOrganization found) throws SQLException {
    PreparedStatement organization = statements.of(ORGANIZATION);
    organization.setString(1, found.domain());
    organization.setBytes(2, found.canonical().bytes());
    organization.setLong(3, found.since().toEpochMilli());
    organization.setLong(4, found.checkedAt().toEpochMilli());
    organization.executeUpdate();
    return new WriteOutcome.Written();
  }

  WriteOutcome attest(String name, Hash of, Attestation next) throws SQLException {
    PreparedStatement attestation = statements.of(ATTESTATION);
    attestation.setInt(1, next.trustScoreHundredths());
    attestation.setBytes(2, next.canonical().bytes());
    attestation.setString(3, name);
    attestation.setBytes(4, of.raw());
    if (attestation.executeUpdate() == 0) {
      return new WriteOutcome.Superseded();
    }
    capabilityTrust(name, next.trustScoreHundredths());
    return new WriteOutcome.Written();
  }
}
