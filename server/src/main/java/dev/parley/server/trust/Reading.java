package dev.parley.server.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.TrustBook;
import dev.parley.server.store.TrustStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A cursor on what the store keeps for trust, with the book of what was read. Not thread-safe.
final class Reading {
  private static final int PAGE = 1_000;

  private final TrustStore store;
  private final AgentUri steward;
  private final TrustBook book;
  private final Set<AgentUri> capable = new HashSet<>();
  private long lastPiece;
  private long lastRegistered;

  /// Read, but of days that have not begun.
  private List<TrustStore.Piece> laterPieces = List.of();

  private List<TrustStore.Registered> laterRegistered = List.of();

  /// Reads everything, and begins a day.
  ///
  /// @param steward whose registration does not count: it deals with nobody
  Reading(TrustStore store, AgentUri steward, Set<AgentUri> seeds, long day) {
    this.store = store;
    this.steward = steward;
    this.book = new TrustBook(day - 1, seeds);
    begin(day);
  }

  TrustBook book() {
    return book;
  }

  /// The number of the last piece that was read.
  long lastPiece() {
    return lastPiece;
  }

  /// Whether some evidence about an agent names a capability.
  boolean capable(AgentUri agent) {
    return capable.contains(agent);
  }

  /// Begins a day, which has begun in the store: with what was known before it. What is of the day
  /// itself comes after.
  void begin(long day) {
    read();
    List<Evidence> since = new ArrayList<>();
    for (TrustStore.Piece piece : laterPieces) {
      if (piece.day() < day) {
        since.add(piece.evidence());
      }
    }
    for (TrustStore.Registered registered : laterRegistered) {
      if (registered.day() < day) {
        book.register(registered.standing());
      }
    }
    book.begin(day, since);
    laterPieces = laterPieces.stream().filter(p -> p.day() >= day).toList();
    laterRegistered = laterRegistered.stream().filter(r -> r.day() >= day).toList();
    take(new HashSet<>());
  }

  /// Reads on.
  ///
  /// @return about whom there was something new
  Set<AgentUri> follow() {
    read();
    Set<AgentUri> touched = new HashSet<>();
    take(touched);
    return touched;
  }

  private void take(Set<AgentUri> touched) {
    long today = book.epoch().day();
    List<TrustStore.Piece> pieces = new ArrayList<>();
    for (TrustStore.Piece piece : laterPieces) {
      if (piece.day() <= today) {
        book.add(piece.evidence());
        touched.add(piece.evidence().origin().subject());
      } else {
        pieces.add(piece);
      }
    }
    List<TrustStore.Registered> registrations = new ArrayList<>();
    for (TrustStore.Registered registered : laterRegistered) {
      if (registered.day() <= today) {
        book.register(registered.standing());
        touched.add(registered.standing().agent());
      } else {
        registrations.add(registered);
      }
    }
    laterPieces = List.copyOf(pieces);
    laterRegistered = List.copyOf(registrations);
  }

  private void read() {
    List<TrustStore.Piece> pieces = new ArrayList<>(laterPieces);
    List<TrustStore.Piece> page;
    do {
      page = store.evidence(lastPiece, PAGE);
      for (TrustStore.Piece piece : page) {
        lastPiece = piece.number();
        pieces.add(piece);
        if (!piece.evidence().origin().capability().isEmpty()) {
          capable.add(piece.evidence().origin().subject());
        }
      }
    } while (page.size() == PAGE);
    List<TrustStore.Registered> registrations = new ArrayList<>(laterRegistered);
    List<TrustStore.Registered> rows;
    do {
      rows = store.standings(lastRegistered, PAGE);
      for (TrustStore.Registered row : rows) {
        lastRegistered = row.number();
        if (!row.standing().agent().equals(steward)) {
          registrations.add(row);
        }
      }
    } while (rows.size() == PAGE);
    laterPieces = pieces;
    laterRegistered = registrations;
  }
}
