package dev.parley.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a YAML file as keys and texts: `tls: {privateKey: k.pem}` is `tls.privateKey` and `k.pem`,
/// a list is its entries joined by commas.
final class YamlFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private YamlFile() {}

  static Map<String, String> flatten(String text, Path file) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JacksonException e) {
      throw new ConfigurationException(
          file
              + " is not YAML: "
              + e.getOriginalMessage()
              + " (line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ")",
          e);
    }
    Map<String, String> flat = new LinkedHashMap<>();
    if (root.isMissingNode() || root.isNull()) {
      return flat;
    }
    if (!root.isObject()) {
      throw new ConfigurationException(file + " has to hold keys and values");
    }
    flatten("", root, flat);
    return flat;
  }

  private static void flatten(String prefix, JsonNode object, Map<String, String> into) {
    object
        .properties()
        .forEach(
            member -> {
              String key = prefix + member.getKey();
              JsonNode value = member.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, into);
              } else if (value.isArray()) {
                List<String> entries = new ArrayList<>();
                value.forEach(entry -> entries.add(entry.asString()));
                into.put(key, String.join(",", entries));
              } else {
                into.put(key, value.isNull() ? "" : value.asString());
              }
            });
  }
}
