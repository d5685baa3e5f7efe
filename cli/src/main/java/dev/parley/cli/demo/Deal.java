package dev.parley.cli.demo;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;

/// What is bought and for how much: the terms that are on the table.
///
/// @param gpuHours how many hours, 1 to 10,000
/// @param gpu the kind of GPU
/// @param region where it stands
/// @param pricePerHour two decimals
/// @param currency an ISO 4217 code
/// @param job what the GPUs are to compute, so that both sides can check it
record Deal(
    int gpuHours, String gpu, String region, BigDecimal pricePerHour, String currency, String job) {
  private static final int MOST_HOURS = 10_000;

  /// The deal in the terms of a message of the other side, if that is what they are.
  static Optional<Deal> in(JsonObject terms) {
    long hours = terms.integer("gpuHours").orElse(0);
    Optional<String> gpu = terms.string("gpu");
    Optional<String> region = terms.string("region");
    Optional<String> currency = terms.string("currency");
    Optional<String> job = terms.string("job");
    if (hours < 1
        || hours > MOST_HOURS
        || gpu.isEmpty()
        || region.isEmpty()
        || currency.isEmpty()
        || job.isEmpty()
        || !(terms.get("pricePerHour") instanceof JsonNumber price)
        || price.value() <= 0
        || price.exact().scale() > 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Deal(
            (int) hours,
            gpu.get(),
            region.get(),
            price.exact().setScale(2),
            currency.get(),
            job.get()));
  }

  /// The same for another price.
  Deal at(BigDecimal price) {
    return new Deal(gpuHours, gpu, region, price, currency, job);
  }

  /// What it costs in all.
  BigDecimal total() {
    return pricePerHour.multiply(BigDecimal.valueOf(gpuHours));
  }

  JsonObject terms() {
    return JsonObject.builder()
        .put("gpuHours", gpuHours)
        .put("gpu", gpu)
        .put("region", region)
        .put("pricePerHour", new JsonNumber(pricePerHour.doubleValue()))
        .put("currency", currency)
        .put("job", job)
        .build();
  }
}
