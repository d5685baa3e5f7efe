package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/// The statements that write endorsements, on the writer's connection.
final class EndorsementWrites {
  private static final String STANDING = " withdraws IS NULL AND withdrawn_by IS NULL";
  private static final String KNOWN = RatingReads.ENDORSEMENT + " hash = ?";
  private static final String GIVEN =
      RatingReads.ENDORSEMENT + " agent = ? AND endorser = ? AND" + STANDING;
  private static final String COUNT =
      "SELECT count(*) FROM endorsement WHERE endorser = ? AND" + STANDING;
  private static final String WRITE =
      """
      INSERT INTO endorsement (hash, agent, endorser, accepted_at, withdraws, canonical)
      VALUES (?, ?, ?, ?, ?, ?)""";
  private static final String WITHDRAW =
      "UPDATE endorsement SET withdrawn_by = ? WHERE hash = ? AND agent = ? AND endorser = ? AND"
          + STANDING;

  private final Statements statements;
  private final TrustWrites trust;

  EndorsementWrites(Statements statements, TrustWrites trust) {
    this.statements = statements;
    this.trust = trust;
  }

  EndorsementOutcome write(EndorsementAppend append) throws SQLException {
    StoredEndorsement record = append.record();
    Optional<StoredEndorsement> known = known(record.hash());
    if (known.isPresent()) {
      return new EndorsementOutcome.Repeated(known.get());
    }
    if (trust.daySince(List.of(append.evidence())).isPresent()) {
      return new EndorsementOutcome.Outdated();
    }
    return record.withdraws().isPresent()
        ? withdraw(append, record.withdraws().get())
        : give(append);
  }

  private Optional<StoredEndorsement> known(Hash hash) throws SQLException {
    PreparedStatement query = statements.of(KNOWN);
    query.setBytes(1, hash.raw());
    return one(query);
  }

  private static Optional<StoredEndorsement> one(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(RatingReads.endorsement(row)) : Optional.empty();
    }
  }

  private EndorsementOutcome withdraw(EndorsementAppend append, Hash given) throws SQLException {
    StoredEndorsement record = append.record();
    PreparedStatement write = statements.of(WITHDRAW);
    write.setBytes(1, record.hash().raw());
    write.setBytes(2, given.raw());
    write.setString(3, record.agent());
    write.setString(4, record.endorser());
    return write.executeUpdate() == 0 ? new EndorsementOutcome.NothingGiven() : insert(append);
  }

  private EndorsementOutcome give(EndorsementAppend append) throws SQLException {
    StoredEndorsement record = append.record();
    PreparedStatement given = statements.of(GIVEN);
    given.setString(1, record.agent());
    given.setString(2, record.endorser());
    Optional<StoredEndorsement> earlier = one(given);
    if (earlier.isPresent()) {
      return new EndorsementOutcome.Given(earlier.get());
    }
    PreparedStatement count = statements.of(COUNT);
    count.setString(1, record.endorser());
    try (ResultSet row = count.executeQuery()) {
      row.next();
      if (row.getInt(1) >= append.most()) {
        return new EndorsementOutcome.TooMany(append.most());
      }
    }
    return insert(append);
  }

  private EndorsementOutcome insert(EndorsementAppend append) throws SQLException {
    StoredEndorsement record = append.record();
    PreparedStatement write = statements.of(WRITE);
    write.setBytes(1, record.hash().raw());
    write.setString(2, record.agent());
    write.setString(3, record.endorser());
    write.setLong(4, record.acceptedAt().toEpochMilli());
    if (record.withdraws().isPresent()) {
      write.setBytes(5, record.withdraws().get().raw());
    } else {
      write.setNull(5, Types.BLOB);
    }
    write.setBytes(6, record.canonical().bytes());
    write.executeUpdate();
    trust.write(List.of(append.evidence()));
    return new EndorsementOutcome.Kept(known(record.hash()).orElseThrow());
  }
}
