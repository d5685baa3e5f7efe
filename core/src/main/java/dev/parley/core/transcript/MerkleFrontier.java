package dev.parley.core.transcript;

import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The Merkle tree of a session (protocol section 3, receipt; RFC 6962 section 2.1), kept as the
/// roots of its complete subtrees: adding a leaf and asking for the root cost O(log n), and so does
/// memory. Not thread-safe.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6962#section-2.1 RFC 6962, Merkle Hash Trees
public final class MerkleFrontier {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /// A complete subtree.
  @SuppressWarnings("ArrayRecordComponent") // Only hashed, never compared.
  private record Subtree(long leaves, byte[] root) {}

  private final RunningHash digest = new RunningHash();
  private final Deque<Subtree> complete = new ArrayDeque<>();

  /// Starts an empty tree.
  public MerkleFrontier() {}

  /// Adds an accepted message.
  ///
  /// @param session its session
  /// @param position its position
  /// @param hash its hash
  /// @param acceptedAt when it was accepted
  public void add(SessionId session, long position, Hash hash, Instant acceptedAt) {
    // The canonical form of these four members, none of which has anything to escape.
    String leaf =
        "{\"acceptedAt\":\""
            + Timestamp.format(acceptedAt)
            + "\",\"hash\":\""
            + hash.text()
            + "\",\"position\":"
            + position
            + ",\"sessionId\":\""
            + session
            + "\"}";
    addLeaf(leaf.getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds a leaf.
  void addLeaf(byte[] content) {
    Subtree added = new Subtree(1, digest.add(LEAF).add(content).take());
    while (!complete.isEmpty() && complete.getLast().leaves() == added.leaves()) {
      Subtree left = complete.removeLast();
      added = new Subtree(2 * added.leaves(), node(left.root(), added.root()));
    }
    complete.addLast(added);
  }

  /// The root over all leaves so far.
  ///
  /// @return the hash of nothing for an empty tree
  public Hash root() {
    Iterator<Subtree> fromRight = complete.descendingIterator();
    if (!fromRight.hasNext()) {
      return Hash.of(new byte[0]);
    }
    byte[] root = fromRight.next().root();
    while (fromRight.hasNext()) {
      root = node(fromRight.next().root(), root);
    }
    return Hash.ofRaw(root);
  }

  private byte[] node(byte[] left, byte[] right) {
    return digest.add(NODE).add(left).add(right).take();
  }
}
