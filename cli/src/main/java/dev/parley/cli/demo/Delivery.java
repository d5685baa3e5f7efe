package dev.parley.cli.demo;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// The GPU hours of the demo. Nobody has a GPU here, so an hour is a chain of hashes that begins
/// with the job: real work in miniature, whose result nobody can guess and everybody can recompute.
/// The evidence has a line a GPU with the hours it ran and the checksum of what it computed, and
/// the hash of all lines, so that the meter cannot be changed later.
final class Delivery {
  private static final int GPUS = 4;
  private static final int HASHES_AN_HOUR = 500;

  private Delivery() {}

  /// Runs the job and meters it.
  ///
  /// @param progress hears after each GPU how many percent of the hours are done
  static JsonObject evidence(Deal deal, IntConsumer progress) {
    JsonArray meter = meter(deal, progress);
    return JsonObject.builder()
        .put("gpuHours", deal.gpuHours())
        .put("meter", meter)
        .put("meterHash", Hash.of(CanonicalJson.bytes(meter)).text())
        .build();
  }

  /// What is wrong with the other side's evidence; nothing if it shows what was agreed.
  static Optional<String> objection(Deal deal, JsonObject evidence) {
    Optional<JsonArray> meter = evidence.array("meter");
    if (meter.isEmpty()) {
      return Optional.of("there is no meter");
    }
    long hours = 0;
    for (JsonValue line : meter.get()) {
      hours += line instanceof JsonObject gpu ? gpu.integer("hours").orElse(0) : 0;
    }
    if (hours != deal.gpuHours() || evidence.integer("gpuHours").orElse(0) != hours) {
      return Optional.of("metered " + hours + " hours, agreed were " + deal.gpuHours());
    }
    String hash = Hash.of(CanonicalJson.bytes(meter.get())).text();
    if (!evidence.string("meterHash").equals(Optional.of(hash))) {
      return Optional.of("the meter's hash is not " + hash);
    }
    return meter.get().equals(meter(deal, _ -> {}))
        ? Optional.empty()
        : Optional.of("recomputing the job gives other checksums");
  }

  private static JsonArray meter(Deal deal, IntConsumer progress) {
    List<JsonValue> lines = new ArrayList<>();
    int first = 0;
    for (int gpu = 0; gpu < GPUS; gpu++) {
      int end = deal.gpuHours() * (gpu + 1) / GPUS;
      lines.add(
          JsonObject.builder()
              .put("gpu", deal.gpu() + "-" + gpu)
              .put("hours", end - first)
              .put("checksum", computed(deal.job() + "/" + gpu, end - first).text())
              .build());
      first = end;
      progress.accept(100 * end / deal.gpuHours());
    }
    return JsonArray.of(lines);
  }

  private static Hash computed(String job, int hours) {
    Hash result = Hash.of(job.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < hours * HASHES_AN_HOUR; i++) {
      result = Hash.of(result.raw());
    }
    return result;
  }
}
