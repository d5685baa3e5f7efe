package dev.parley.core.golden;

import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// Makes records that are well made but for one thing.
final class RefusedRecords {
  private final List<JsonObject> cases = new ArrayList<>();

  private RefusedRecords() {}

  static List<JsonObject> all() {
    RefusedRecords made = new RefusedRecords();
    List<JsonObject> good =
        GoldenDisputes.records().stream().map(c -> c.object("record").orElseThrow()).toList();
    JsonObject filed = good.getFirst();
    JsonObject voted =
        good.stream()
            .filter(r -> r.string("type").orElse("").equals("voted"))
            .findFirst()
            .orElseThrow();
    made.refuse("unknown-type", "malformed", filed.with("type", "judged"));
    made.refuse("unknown-reason", "malformed", filed.with("reason", "too-slow"));
    made.refuse("severity-six", "malformed", filed.with("severity", 6));
    made.refuse("severity-missing", "malformed", filed.without("severity"));
    made.refuse("evidence-null", "malformed", filed.with("evidence", JsonNull.NULL));
    made.refuse("share-above-one", "malformed", filed.with("valueShare", "1.000001"));
    made.refuse("share-too-fine", "malformed", voted.with("valueShare", "0.1234567"));
    made.refuse("share-without-right", "malformed", voted.with("upheld", JsonBoolean.FALSE));
    made.refuse("filed-for-another", "malformed", filed.with("by", Cast.BETA.uri().text()));
    made.refuse("round-three", "malformed", voted.with("round", 3));
    made.refuse("changed", "hash_mismatch", filed.with("severity", 5));
    made.refuse("something-added", "hash_mismatch", filed.with("note", new JsonNumber(0.5)));
    made.refuse(
        "moved-to-another-head", "hash_mismatch", with(filed, "previousHash", Hash.ZERO.text()));
    made.refuse(
        "vote-signed-as-a-record-of-a-party",
        "signature_invalid",
        resigned(voted, SigningPurpose.DISPUTE));
    made.refuse(
        "filing-signed-as-a-message", "signature_invalid", resigned(filed, SigningPurpose.MESSAGE));
    made.refuse(
        "signature-of-another-record",
        "signature_invalid",
        with(filed, "signature", signature(good.get(1))));
    return made.cases;
  }

  private void refuse(String id, String code, JsonObject json) {
    cases.add(
        JsonObject.EMPTY
            .with("id", id)
            .with("code", code)
            .with("agent", json.string("by").orElseThrow())
            .with("record", json));
  }

  private static JsonObject with(JsonObject json, String member, String text) {
    JsonObject integrity = json.object("integrity").orElseThrow();
    return json.with("integrity", integrity.with(member, text));
  }

  private static String signature(JsonObject json) {
    return json.object("integrity").orElseThrow().string("signature").orElseThrow();
  }

  private static JsonObject resigned(JsonObject json, SigningPurpose purpose) {
    DisputeRecord made = DisputeRecord.decode(json).orThrow();
    byte[] signature = Cast.keys(made.by().text(), 1).signer().sign(purpose.input(made.hash()));
    return with(json, "signature", SignatureText.ofRaw(signature).text());
  }
}
