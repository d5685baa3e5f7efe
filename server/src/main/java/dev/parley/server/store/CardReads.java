package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The queries about cards and agents.
final class CardReads {
  static final String AGENT_COLUMNS =
      "c.agent, c.version, c.hash, c.canonical, g.attestation, g.trust, g.registered_at, g.key_since";

  private final ReadConnections connections;

  CardReads(ReadConnections connections) {
    this.connections = connections;
  }

  Optional<StoredCard> card(Hash hash) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of("SELECT agent, version, hash, canonical FROM card WHERE hash = ?");
          query.setBytes(1, hash.raw());
          return cards(query).stream().findFirst();
        });
  }

  List<StoredCard> versions(String agent, long from, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of(
                  "SELECT agent, version, hash, canonical FROM card WHERE agent = ? AND version >= ? ORDER BY version LIMIT ?");
          query.setString(1, agent);
          query.setLong(2, from);
          query.setInt(3, limit);
          return cards(query);
        });
  }

  Optional<RegisteredAgent> agent(String agent) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of(
                  "SELECT "
                      + AGENT_COLUMNS
                      + " FROM agent g JOIN card c ON c.hash = g.card WHERE g.agent = ?");
          query.setString(1, agent);
          return agents(query).stream().findFirst();
        });
  }

  List<RegisteredAgent> discover(Discovery discovery) {
    Discovery.Place after = discovery.after();
    int below = after == null ? Integer.MAX_VALUE : after.trustScoreHundredths();
    String behind = after == null ? "" : after.agent();
    String capability = discovery.capability();
    String found = capability == null ? "agent f" : "capability f";
    String matches = capability == null ? "" : "f.capability = ?5 AND ";
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of(
                  "SELECT "
                      + AGENT_COLUMNS
                      + " FROM "
                      + found
                      + " CROSS JOIN agent g ON g.agent = f.agent JOIN card c ON c.hash = g.card WHERE "
                      + matches
                      + "f.trust >= ?1 AND f.trust <= ?2 AND (f.trust < ?2 OR f.agent > ?3) ORDER BY f.trust DESC, f.agent LIMIT ?4");
          query.setInt(1, discovery.minTrustHundredths());
          query.setInt(2, below);
          query.setString(3, behind);
          query.setInt(4, discovery.limit());
          if (capability != null) {
            query.setString(5, capability);
          }
          return agents(query);
        });
  }

  Optional<Custody> custody(String agent) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of(
                  "SELECT k.sealed, k.client_key FROM agent g LEFT JOIN custody_key k ON k.agent = g.agent WHERE g.agent = ?");
          query.setString(1, agent);
          try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            Content sealed = Columns.content(row, 1);
            Content clientKey = Columns.content(row, 2);
            return Optional.of(
                sealed.isEmpty() ? new Custody.Self() : new Custody.Node(sealed, clientKey));
          }
        });
  }

  Optional<StoredOrganization> organization(String domain) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.of("SELECT record, since, checked_at FROM organization WHERE domain = ?");
          query.setString(1, domain);
          try (ResultSet row = query.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new StoredOrganization(
                        domain,
                        Columns.content(row, 1),
                        Columns.time(row, 2),
                        Columns.time(row, 3)))
                : Optional.empty();
          }
        });
  }

  private static List<StoredCard> cards(PreparedStatement query) throws SQLException {
    List<StoredCard> cards = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        cards.add(card(row));
      }
    }
    return cards;
  }

  static List<RegisteredAgent> agents(PreparedStatement query) throws SQLException {
    List<RegisteredAgent> agents = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Attestation attestation = new Attestation(Columns.content(row, 5), row.getInt(6));
        agents.add(
            new RegisteredAgent(
                card(row), attestation, Columns.time(row, 7), Columns.time(row, 8)));
      }
    }
    return agents;
  }

  private static StoredCard card(ResultSet row) throws SQLException {
    return new StoredCard(
        row.getString(1), row.getLong(2), Columns.hash(row, 3), Columns.content(row, 4));
  }
}
