package dev.parley.core.criteria;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Acceptance criteria with evidence and the verdict, and criteria that nobody can agree to.
/// Apostrophes stand for quotation marks.
final class CriteriaCases {
  private static final String EVIDENCE =
      "{'hours':500,'rate':0.25,'region':'eu-central','doneAt':'2026-01-31T12:00:00.000Z',"
          + "'files':[{'name':'a','bytes':10},{'name':'b','bytes':20}],'errors':0,'note':null}";

  private final List<JsonObject> cases = new ArrayList<>();

  private CriteriaCases() {}

  static List<JsonObject> judged() {
    CriteriaCases made = new CriteriaCases();
    made.comparisons();
    made.places();
    made.values();
    made.collections();
    made.combinations();
    return made.cases;
  }

  static List<JsonObject> refused() {
    CriteriaCases made = new CriteriaCases();
    made.badLists();
    made.badSchemas();
    return made.cases;
  }

  private void comparisons() {
    met("eq", "[{'path':'/hours','op':'eq','value':500}]");
    met("eq-in-another-spelling", "[{'path':'/hours','op':'eq','value':5e2}]");
    not("eq-text-is-no-number", "[{'path':'/hours','op':'eq','value':'500'}]", "/0", "/hours");
    not("eq-nothing-there", "[{'path':'/hour','op':'eq','value':500}]", "/0", "/hour");
    met("ne", "[{'path':'/region','op':'ne','value':'us-east'}]");
    not("ne-the-same", "[{'path':'/errors','op':'ne','value':0}]", "/0", "/errors");
    not("ne-nothing-there", "[{'path':'/x','op':'ne','value':0}]", "/0", "/x");
    met("lt", "[{'path':'/rate','op':'lt','value':0.2500001}]");
    not("lt-the-same", "[{'path':'/rate','op':'lt','value':0.25}]", "/0", "/rate");
    met("le-the-same", "[{'path':'/rate','op':'le','value':0.25}]");
    met("gt", "[{'path':'/hours','op':'gt','value':499.999}]");
    not("gt-the-same", "[{'path':'/hours','op':'gt','value':500}]", "/0", "/hours");
    met("ge-the-same", "[{'path':'/hours','op':'ge','value':500}]");
    not("ge-of-text", "[{'path':'/region','op':'ge','value':1}]", "/0", "/region");
    met("le-in-time", "[{'path':'/doneAt','op':'le','value':'2026-01-31T12:00:00.000Z'}]");
    not(
        "lt-too-late",
        "[{'path':'/doneAt','op':'lt','value':'2026-01-31T12:00:00.000Z'}]",
        "/0",
        "/doneAt");
    met("in", "[{'path':'/region','op':'in','value':['us-east','eu-central']}]");
    not("in-none-of-them", "[{'path':'/hours','op':'in','value':['500',499]}]", "/0", "/hours");
    met("exists-null-is-there", "[{'path':'/note','op':'exists','value':true}]");
    met("exists-not", "[{'path':'/complaint','op':'exists','value':false}]");
    not("exists-not-but-is", "[{'path':'/errors','op':'exists','value':false}]", "/0", "/errors");
  }

  private void places() {
    met("path-into-a-list", "[{'path':'/files/1/bytes','op':'eq','value':20}]");
    not(
        "path-after-the-list",
        "[{'path':'/files/2','op':'exists','value':true}]",
        "/0",
        "/files/2");
    met("path-of-the-whole", "[{'path':'','op':'exists','value':true}]");
    met("eq-of-an-object", "[{'path':'/files/0','op':'eq','value':{'bytes':10,'name':'a'}}]");
    not(
        "the-first-that-fails-is-named",
        "[{'path':'/hours','op':'ge','value':1},{'path':'/errors','op':'gt','value':0},"
            + "{'path':'/hours','op':'gt','value':1000}]",
        "/1",
        "/errors");
  }

  private void values() {
    met("schema-empty", "{}");
    met("type", "{'type':'object','properties':{'hours':{'type':'integer'}}}");
    not("type-not", "{'properties':{'rate':{'type':'integer'}}}", "/properties/rate/type", "/rate");
    met("type-of-several", "{'properties':{'note':{'type':['string','null']}}}");
    met("const", "{'properties':{'errors':{'const':0}}}");
    not("enum", "{'properties':{'hours':{'enum':[1,'500']}}}", "/properties/hours/enum", "/hours");
    met("multipleOf-exact", "{'properties':{'rate':{'multipleOf':0.05}}}");
    not(
        "multipleOf",
        "{'properties':{'rate':{'multipleOf':0.1}}}",
        "/properties/rate/multipleOf",
        "/rate");
    not(
        "exclusiveMinimum",
        "{'properties':{'hours':{'exclusiveMinimum':500}}}",
        "/properties/hours/exclusiveMinimum",
        "/hours");
    met("minimum", "{'properties':{'hours':{'minimum':500,'maximum':500}}}");
    met("bounds-say-nothing-of-text", "{'properties':{'region':{'minimum':500}}}");
    not(
        "maxLength",
        "{'properties':{'region':{'maxLength':9}}}",
        "/properties/region/maxLength",
        "/region");
    met("minLength", "{'properties':{'region':{'minLength':10}}}");
  }

  private void collections() {
    not("required", "{'required':['hours','gpu']}", "/required", "/gpu");
    not(
        "dependentRequired",
        "{'dependentRequired':{'hours':['gpu']}}",
        "/dependentRequired/hours",
        "/gpu");
    not(
        "additionalProperties",
        "{'properties':{'hours':true},'additionalProperties':false}",
        "/additionalProperties",
        "/doneAt");
    not("maxProperties", "{'maxProperties':3}", "/maxProperties", "");
    not(
        "items",
        "{'properties':{'files':{'items':{'properties':{'bytes':{'maximum':15}}}}}}",
        "/properties/files/items/properties/bytes/maximum",
        "/files/1/bytes");
    met(
        "prefixItems-then-items",
        "{'properties':{'files':{'prefixItems':[{'required':['name']}],'items':{'required':['bytes']}}}}");
    not(
        "prefixItems",
        "{'properties':{'files':{'prefixItems':[true,false]}}}",
        "/properties/files/prefixItems/1",
        "/files/1");
    met("contains", "{'properties':{'files':{'contains':{'properties':{'name':{'const':'b'}}}}}}");
    not(
        "contains-too-few",
        "{'properties':{'files':{'contains':true,'minContains':3}}}",
        "/properties/files/contains",
        "/files");
    not(
        "contains-too-many",
        "{'properties':{'files':{'contains':true,'maxContains':1}}}",
        "/properties/files/contains",
        "/files");
    met("contains-none-is-enough", "{'properties':{'files':{'contains':false,'minContains':0}}}");
    met("uniqueItems", "{'properties':{'files':{'uniqueItems':true,'minItems':2}}}");
    judge(
        "uniqueItems-not",
        "{'properties':{'x':{'uniqueItems':true}}}",
        "{'x':[1,{'a':[]},1.0]}",
        "/properties/x/uniqueItems",
        "/x");
  }

  private void combinations() {
    met("allOf", "{'allOf':[{'required':['hours']},{'required':['rate']}]}");
    not(
        "allOf-one-not",
        "{'allOf':[{'required':['hours']},{'required':['gpu']}]}",
        "/allOf/1/required",
        "/gpu");
    met("anyOf", "{'anyOf':[{'required':['gpu']},{'required':['rate']}]}");
    not("anyOf-none", "{'anyOf':[{'required':['gpu']},false]}", "/anyOf", "");
    not("oneOf-both", "{'oneOf':[true,{'required':['rate']}]}", "/oneOf", "");
    met("not", "{'not':{'required':['gpu']}}");
    not("not-but-is", "{'not':{'required':['rate']}}", "/not", "");
    not(
        "then",
        "{'if':{'required':['rate']},'then':{'required':['gpu']}}",
        "/then/required",
        "/gpu");
    met("else-is-not-taken", "{'if':{'required':['rate']},'else':false}");
    not(
        "else",
        "{'if':{'required':['gpu']},'else':{'required':['cpu']}}",
        "/else/required",
        "/cpu");
    not(
        "ref",
        "{'$defs':{'a/b':{'maximum':1}},'properties':{'hours':{'$ref':'#/$defs/a~1b'}}}",
        "/properties/hours/$ref/maximum",
        "/hours");
    met(
        "notes-say-nothing",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','title':'t','description':'d','$comment':'c','default':1,'examples':[2]}");
    cases.add(
        JsonObject.of("id", json("'no-evidence-meets-nothing'"), "acceptance", json("{}"))
            .with("verdict", "not-met")
            .with("criterion", "")
            .with("path", ""));
  }

  private void badLists() {
    refuse("prose", "'as discussed'", "malformed", "");
    refuse("empty-list", "[]", "malformed", "");
    refuse("no-object", "[7]", "malformed", "/0");
    refuse(
        "unknown-member", "[{'path':'/a','op':'eq','value':1,'unit':'h'}]", "malformed", "/0/unit");
    refuse("no-path", "[{'op':'eq','value':1}]", "malformed", "/0/path");
    refuse("no-pointer", "[{'path':'a','op':'eq','value':1}]", "malformed", "/0/path");
    refuse("unknown-op", "[{'path':'/a','op':'matches','value':'.*'}]", "malformed", "/0/op");
    refuse(
        "no-value",
        "[{'path':'/a','op':'eq','value':1},{'path':'/a','op':'eq'}]",
        "malformed",
        "/1/value");
    refuse("no-order", "[{'path':'/a','op':'lt','value':'b'}]", "malformed", "/0/value");
    refuse("in-nothing", "[{'path':'/a','op':'in','value':[]}]", "malformed", "/0/value");
    refuse(
        "exists-perhaps", "[{'path':'/a','op':'exists','value':'yes'}]", "malformed", "/0/value");
  }

  private void badSchemas() {
    refuse(
        "pattern",
        "{'properties':{'a':{'pattern':'^(a+)+$'}}}",
        "schema_unsupported",
        "/properties/a/pattern");
    refuse("format", "{'items':{'format':'date'}}", "schema_unsupported", "/items/format");
    refuse("unknown-keyword", "{'requried':['a']}", "schema_unsupported", "/requried");
    refuse("outside-reference", "{'$ref':'https://example.com/s'}", "schema_unsupported", "/$ref");
    refuse(
        "reference-into-a-schema",
        "{'$defs':{'a':{'items':true}},'$ref':'#/$defs/a/items'}",
        "schema_unsupported",
        "/$ref");
    refuse(
        "recursive-reference",
        "{'$defs':{'a':{'items':{'$ref':'#/$defs/a'}}},'$ref':'#/$defs/a'}",
        "schema_unsupported",
        "/$defs/a/items/$ref");
    refuse("reference-to-the-root", "{'items':{'$ref':'#'}}", "schema_unsupported", "/items/$ref");
    refuse("reference-to-nothing", "{'$ref':'#/$defs/a'}", "malformed", "/$ref");
    refuse(
        "another-dialect",
        "{'$schema':'http://json-schema.org/draft-07/schema#'}",
        "schema_unsupported",
        "/$schema");
    refuse("defs-inside", "{'items':{'$defs':{}}}", "malformed", "/items/$defs");
    refuse("no-type", "{'type':'money'}", "malformed", "/type");
    refuse("no-schema", "{'items':[true]}", "malformed", "/items");
    refuse("no-count", "{'minItems':1.5}", "malformed", "/minItems");
    refuse("no-step", "{'multipleOf':0}", "malformed", "/multipleOf");
    refuse("step-too-fine", "{'multipleOf':1e-16}", "malformed", "/multipleOf");
    refuse("names-twice", "{'required':['a','a']}", "malformed", "/required");
    refuse(
        "unused-definition-is-read-too",
        "{'$defs':{'a':{'format':'date'}}}",
        "schema_unsupported",
        "/$defs/a/format");
    StringBuilder defs = new StringBuilder("{'$defs':{'d0':true");
    for (int i = 1; i <= 12; i++) {
      String before = "{'$ref':'#/$defs/d" + (i - 1) + "'}";
      defs.append(",'d" + i + "':{'allOf':[" + before + "," + before + "]}");
    }
    refuse("doubles-with-every-reference", defs + "},'$ref':'#/$defs/d12'}", "malformed", "");
  }

  private void met(String id, String acceptance) {
    cases.add(agreed(id, acceptance, EVIDENCE).with("verdict", "met"));
  }

  private void not(String id, String acceptance, String criterion, String path) {
    judge(id, acceptance, EVIDENCE, criterion, path);
  }

  private void judge(String id, String acceptance, String evidence, String criterion, String path) {
    cases.add(
        agreed(id, acceptance, evidence)
            .with("verdict", "not-met")
            .with("criterion", criterion)
            .with("path", path));
  }

  private void refuse(String id, String acceptance, String code, String pointer) {
    cases.add(
        JsonObject.EMPTY
            .with("id", id)
            .with("acceptance", json(acceptance))
            .with("code", code)
            .with("pointer", pointer));
  }

  private static JsonObject agreed(String id, String acceptance, String evidence) {
    return JsonObject.EMPTY
        .with("id", id)
        .with("acceptance", json(acceptance))
        .with("evidence", json(evidence));
  }

  static JsonValue json(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return switch (StrictJson.read(bytes, JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonValue value, _) -> value;
      case Parsed.Malformed fault -> throw new IllegalStateException(text + ": " + fault);
    };
  }
}
