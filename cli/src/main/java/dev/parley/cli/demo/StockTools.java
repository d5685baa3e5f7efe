package dev.parley.cli.demo;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.mcp.ToolServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A small warehouse behind two MCP tools: how much there is, and an order for some of it.
/// Thread-safe.
final class StockTools {
  static final String CHECK = "check_inventory";
  static final String ORDER = "create_order";

  private final BigDecimal listPrice;
  private final AtomicInteger available = new AtomicInteger(35);
  private final AtomicInteger orders = new AtomicInteger(1040);

  StockTools(BigDecimal listPrice) {
    this.listPrice = listPrice;
  }

  List<ToolServer.Tool> all() {
    return List.of(
        new ToolServer.Tool(
            CHECK,
            "How many of an article are in stock, and at what list price.",
            schema("article"),
            this::check),
        new ToolServer.Tool(
            ORDER,
            "Takes an order under a commitment of the session.",
            schema("article", "quantity", "commitmentId"),
            this::order));
  }

  private static JsonObject schema(String... members) {
    JsonObject properties = JsonObject.EMPTY;
    List<JsonString> required = new ArrayList<>();
    for (String member : members) {
      boolean number = member.equals("quantity");
      properties =
          properties.with(
              member,
              number
                  ? JsonObject.EMPTY.with("type", "integer").with("minimum", 1)
                  : JsonObject.EMPTY.with("type", "string"));
      required.add(new JsonString(member));
    }
    return JsonObject.EMPTY
        .with("type", "object")
        .with("properties", properties)
        .with("required", JsonArray.of(required));
  }

  private Decoded<JsonObject> check(JsonObject asked) {
    return known(asked)
        .then(
            article ->
                Decoded.valid(
                    JsonObject.EMPTY
                        .with("article", article)
                        .with("available", available.get())
                        .with("listPrice", listPrice.toPlainString())
                        .with("currency", Crates.CURRENCY)));
  }

  private Decoded<JsonObject> order(JsonObject asked) {
    int quantity = (int) Math.min(asked.integer("quantity").orElse(0), Integer.MAX_VALUE);
    return known(asked)
        .then(
            article -> {
              int had = available.getAndUpdate(has -> has < quantity ? has : has - quantity);
              return had < quantity
                  ? Decoded.refused(ErrorCode.INVALID_REFERENCE.because("not as many in stock"))
                  : Decoded.valid(
                      JsonObject.EMPTY
                          .with("orderId", "order-" + orders.incrementAndGet())
                          .with("article", article)
                          .with("quantity", new JsonNumber(quantity))
                          .with("commitmentId", asked.string("commitmentId").orElse("")));
            });
  }

  private static Decoded<String> known(JsonObject asked) {
    return asked.string("article").filter(Crates.ARTICLE::equals).isPresent()
        ? Decoded.valid(Crates.ARTICLE)
        : Decoded.refused(ErrorCode.INVALID_REFERENCE.because("no such article"));
  }
}
