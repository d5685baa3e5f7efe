package dev.parley.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// A dependency is a decision: DEPENDENCIES.md lists exactly what the build files declare, and for
/// whom.
final class DependencyTableTest {

  /// The first two cells of a row: `group:artifact`, then the modules.
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`:]+:[^`]+)` \\| ([^|]+) \\|.*\\|$", Pattern.MULTILINE);

  private static final Checkout CHECKOUT = Checkout.current();

  @Test
  void listsExactlyTheDirectDependencies() {
    assertThat(listed()).containsExactlyInAnyOrderEntriesOf(declared());
  }

  private static Map<String, String> listed() {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(CHECKOUT.read(CHECKOUT.root().resolve("DEPENDENCIES.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2).strip());
    }
    return rows;
  }

  /// Artifact to the modules that declare it, in alphabetical order, `(test)` behind those that
  /// only test with it.
  private static Map<String, String> declared() {
    Map<String, TreeSet<String>> users = new TreeMap<>();
    for (Path pom : CHECKOUT.files("pom.xml")) {
      String folder = CHECKOUT.local(pom).replace("/pom.xml", "");
      String module = folder.equals("pom.xml") ? "all" : folder;
      for (Element dependency : Xml.children(Xml.root(pom), "dependencies", "dependency")) {
        String group = Xml.text(dependency, "groupId");
        if (!group.equals("dev.parley")) {
          users
              .computeIfAbsent(
                  group + ":" + Xml.text(dependency, "artifactId"), k -> new TreeSet<>())
              .add(Xml.text(dependency, "scope").equals("test") ? module + " (test)" : module);
        }
      }
    }
    Map<String, String> declared = new TreeMap<>();
    users.forEach((artifact, modules) -> declared.put(artifact, String.join(", ", modules)));
    return declared;
  }

  /// The little of XML that a build file needs.
  private static final class Xml {

    private Xml() {}

    static Element root(Path file) {
      try {
        Document document =
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        return document.getDocumentElement();
      } catch (ParserConfigurationException | SAXException | IOException e) {
        throw new IllegalStateException("cannot read " + file, e);
      }
    }

    static List<Element> children(Element parent, String... path) {
      List<Element> level = List.of(parent);
      for (String name : path) {
        List<Element> next = new ArrayList<>();
        for (Element element : level) {
          for (Node child = element.getFirstChild();
              child != null;
              child = child.getNextSibling()) {
            if (child instanceof Element found && found.getTagName().equals(name)) {
              next.add(found);
            }
          }
        }
        level = next;
      }
      return level;
    }

    static String text(Element parent, String name) {
      List<Element> found = children(parent, name);
      return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }
  }
}
