package dev.parley.bench.trust;

/// One session of the market as everybody may know it.
///
/// @param round when
/// @param buyer who was promised something, by number
/// @param seller who promised
/// @param praised whether the buyer rates it well
/// @param kept whether the record says that the obligation was fulfilled
/// @param verdict whether a final verdict of breach came of it
/// @param value what it was about, in hundredths
/// @param complaint what the buyer says against the seller, and whether it is true
public record Dealing(
    int round,
    int buyer,
    int seller,
    boolean praised,
    boolean kept,
    boolean verdict,
    long value,
    Complaint complaint) {}
