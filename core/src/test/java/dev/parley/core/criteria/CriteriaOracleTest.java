package dev.parley.core.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Our verdicts are those of an independent implementation of JSON Schema 2020-12.
class CriteriaOracleTest {
  private static final int SCHEMAS = 3_000;
  private static final int VALUES = 4;

  @Test
  void judgesAsAnIndependentImplementationDoes() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    JsonMapper mapper = new JsonMapper();
    int met = 0;
    for (long seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas random = new RandomSchemas(seed);
      String text = random.root(4);
      Acceptance ours = Acceptance.decode(CriteriaCases.json(text), "").orThrow();
      Schema theirs = registry.getSchema(mapper.readTree(text));
      for (int i = 0; i < VALUES; i++) {
        String evidence = random.object(3);
        Verdict verdict = ours.judge(Optional.of((JsonObject) CriteriaCases.json(evidence)));
        boolean valid = theirs.validate(mapper.readTree(evidence)).isEmpty();
        assertThat(verdict instanceof Verdict.Met)
            .as("seed %d: %s of %s", seed, text, evidence)
            .isEqualTo(valid);
        met += valid ? 1 : 0;
      }
    }
    assertThat(met).isBetween(SCHEMAS, (VALUES - 1) * SCHEMAS);
  }
}
