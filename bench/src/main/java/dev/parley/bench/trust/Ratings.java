package dev.parley.bench.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Real signed ratings with known good and bad nodes. The ratings from which the labels may have
/// been made, the strong ones of the seeds, are left out before anything is scored.
///
/// @param ratings what is left
/// @param seeds whom the node trusts to begin with
/// @param good nodes known to be good, without the seeds
/// @param bad nodes known to be bad
public record Ratings(
    List<Rating> ratings, Set<Integer> seeds, Set<Integer> good, Set<Integer> bad) {
  private static final int FOUNDER = 1;
  private static final int STRONG = 5;

  /// One rating.
  ///
  /// @param source who rates
  /// @param target whom
  /// @param weight -10 to 10, not 0
  public record Rating(int source, int target, int weight) {}

  /// Copies.
  public Ratings {
    ratings = List.copyOf(ratings);
    seeds = Set.copyOf(seeds);
    good = Set.copyOf(good);
    bad = Set.copyOf(bad);
  }

  /// Reads ratings and labels.
  ///
  /// @param file CSV with the columns source, target, weight and timestamp, and a line of titles
  /// @param labels `rule`, or a CSV with the columns node and label, 1 for good and -1 for bad
  /// @param seeds `founder` for node 1 and whom it rates 5 or more, or numbers of nodes
  /// @return what to score
  /// @throws IOException when a file cannot be read
  /// @throws IllegalArgumentException when a line is not of the form
  public static Ratings read(Path file, String labels, String seeds) throws IOException {
    List<Rating> all = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      int[] n = numbers(line, 3);
      all.add(new Rating(n[0], n[1], n[2]));
    }
    Set<Integer> trusted = new TreeSet<>();
    if (seeds.equals("founder")) {
      trusted.add(FOUNDER);
      all.stream()
          .filter(r -> r.source() == FOUNDER && r.weight() >= STRONG)
          .forEach(r -> trusted.add(r.target()));
    } else {
      for (String seed : seeds.split(",", -1)) {
        trusted.add(Integer.valueOf(seed.strip()));
      }
    }
    Set<Integer> good = new TreeSet<>();
    Set<Integer> bad = new TreeSet<>();
    if (labels.equals("rule")) {
      judge(all, trusted, good, bad);
    } else {
      for (String line : Files.readAllLines(Path.of(labels))) {
        int[] n = numbers(line, 2);
        (n[1] > 0 ? good : bad).add(n[0]);
      }
    }
    good.removeAll(trusted);
    bad.removeAll(trusted);
    List<Rating> left =
        all.stream()
            .filter(r -> !(trusted.contains(r.source()) && Math.abs(r.weight()) >= STRONG))
            .toList();
    return new Ratings(left, trusted, good, bad);
  }

  private static void judge(
      List<Rating> all, Set<Integer> trusted, Set<Integer> good, Set<Integer> bad) {
    for (Rating r : all) {
      if (trusted.contains(r.source()) && Math.abs(r.weight()) >= STRONG) {
        (r.weight() > 0 ? good : bad).add(r.target());
      }
    }
    good.removeAll(bad);
  }

  private static int[] numbers(String line, int count) {
    String[] cells = line.split(",", -1);
    if (cells.length < count) {
      throw new IllegalArgumentException("not " + count + " columns: " + line);
    }
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (int) Double.parseDouble(cells[i].strip());
    }
    return numbers;
  }

  /// All nodes that are rated, rate, or are known to be something; some more than once.
  IntStream nodes() {
    IntStream rated = ratings.stream().flatMapToInt(r -> IntStream.of(r.source(), r.target()));
    return IntStream.concat(
        rated, Stream.of(seeds, good, bad).flatMap(Set::stream).mapToInt(Integer::intValue));
  }

  /// The same with fakes: new identities that praise the bad, who praise them, or that slander the
  /// good.
  ///
  /// @param promote by how many each bad node is praised
  /// @param slander by how many each good node is slandered
  /// @return all ratings
  List<Rating> attacked(int promote, int slander) {
    int first = 1 + nodes().max().orElse(0);
    List<Rating> all = new ArrayList<>(ratings);
    int next = 0;
    for (int node : new TreeSet<>(bad)) {
      for (int i = 0; i < promote; i++) {
        int fake = first + next++ % SYBILS;
        all.add(new Rating(fake, node, 10));
        all.add(new Rating(node, fake, 10));
      }
    }
    for (int node : new TreeSet<>(good)) {
      for (int i = 0; i < slander; i++) {
        all.add(new Rating(first + next++ % SYBILS, node, -10));
      }
    }
    return all;
  }

  /// How many identities the attacker has.
  static final int SYBILS = 300;
}
