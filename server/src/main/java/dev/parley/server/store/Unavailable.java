package dev.parley.server.store;

/// The store did not take the write. With every cause but [Cause#STOPPED] nothing of it is stored.
/// With `STOPPED` it may turn out to be stored once the node runs again, since a sync that fails
/// leaves that open; a repeat of the message then gets the first answer.
///
/// @param cause what stands in the way
/// @param detail words for the operator, never for a peer
public record Unavailable(Cause cause, String detail)
    implements AppendOutcome,
        BookingOutcome,
        EndorsementOutcome,
        RegistrationOutcome,
        SealOutcome,
        RevealOutcome,
        WriteOutcome {

  /// What stands in the way of writing, and whether it passes.
  public enum Cause {
    /// More writes are waiting than the store takes; a moment later there is room.
    QUEUE_FULL,
    /// The disk is full; the store goes on as soon as there is space.
    DISK_FULL,
    /// Another process holds the database's write lock; a retry can help.
    BUSY,
    /// Another node has raised the fencing epoch; this one writes no more.
    FENCED,
    /// A sync or a write failed; nothing is written until the node is started again.
    STOPPED,
    /// The store has been closed.
    CLOSED
  }
}
