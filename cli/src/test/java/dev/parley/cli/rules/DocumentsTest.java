package dev.parley.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Links between our documents lead somewhere, to the heading too.
final class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");

  private static final Checkout CHECKOUT = Checkout.current();

  @Test
  void linksOnlyToWhatIsThere() {
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Path document : CHECKOUT.files(".md")) {
      Matcher link = LINK.matcher(CODE.matcher(CHECKOUT.read(document)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://")) {
          followed++;
          if (!leadsSomewhere(document, target)) {
            broken.add(CHECKOUT.local(document) + " -> " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(followed).as("links that were followed").isPositive();
  }

  @Test
  void noticesBrokenLinks() {
    Path readme = CHECKOUT.root().resolve("README.md");
    assertThat(leadsSomewhere(readme, "LICENSE")).isTrue();
    assertThat(leadsSomewhere(readme, "docs/no-such-file.md")).isFalse();
    assertThat(leadsSomewhere(readme, "#no-such-heading")).isFalse();
  }

  private static boolean leadsSomewhere(Path document, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path = file.isEmpty() ? document : document.resolveSibling(file);
    if (!Files.exists(path)) {
      return false;
    }
    return hash < 0 || anchors(path).contains(target.substring(hash + 1));
  }

  /// The anchors of a document's headings: lower case, blanks as hyphens, punctuation gone.
  private static Set<String> anchors(Path document) {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(CHECKOUT.read(document));
    while (heading.find()) {
      String text = heading.group(1).strip().toLowerCase(Locale.ROOT);
      anchors.add(text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return anchors;
  }
}
