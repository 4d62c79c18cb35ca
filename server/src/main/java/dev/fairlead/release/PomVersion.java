package dev.fairlead.release;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sets the version of a Maven project: the root's own, that of modules which repeat it, and where
 * the project's modules name each other by it. Whatever else carries the same text stays.
 */
final class PomVersion {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private PomVersion() {}

    /** The files that change, by path; none when the root has no version of its own. */
    static Map<String, byte[]> set(List<Pom> poms, String version) {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        if (poms.isEmpty()) {
            return changed;
        }
        var old = poms.getFirst().value("project", "version").orElse("");
        if (old.isEmpty()) {
            return changed;
        }
        var groups = groups(poms);
        for (var pom : poms) {
            var edits = edits(pom, old, version, groups);
            if (pom.path().equals("pom.xml")) {
                properties(pom, old, version, edits);
            }
            var text = apply(pom, edits);
            if (!text.equals(pom.text())) {
                changed.put(pom.path(), text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return changed;
    }

    /** Element → its new text. */
    private static Map<Integer, String> edits(
            Pom pom, String old, String version, Map<String, String> groups) {
        var edits = new TreeMap<Integer, String>();
        pom.find("project", "version")
                .filter(element -> pom.text(element).equals(old))
                .ifPresent(element -> edits.put(element, version));
        for (var reference : pom.references()) {
            if (pom.text(reference.version()).equals(old) && isOurs(reference, groups)) {
                edits.put(reference.version(), version);
            }
        }
        return edits;
    }

    /** A version made of properties ({@code ${revision}}) may be used elsewhere too. */
    private static void properties(
            Pom root, String old, String version, Map<Integer, String> edits) {
        var names = PROPERTY.matcher(old);
        var value = version;
        while (names.find()) {
            var found = root.find("project", "properties", names.group(1));
            if (found.isPresent() && !root.text(found.get()).isEmpty()) {
                edits.put(found.get(), value);
                value = "";
            }
        }
    }

    private static boolean isOurs(Pom.Reference reference, Map<String, String> groups) {
        var group = groups.get(reference.artifactId());
        return group != null
                && (reference.groupId().equals(group) || reference.groupId().startsWith("${"));
    }

    private static Map<String, String> groups(List<Pom> poms) {
        Map<String, String> groups = new HashMap<>();
        for (var pom : poms) {
            var artifact = pom.artifactId();
            var group = pom.groupId();
            if (artifact != null) {
                groups.put(artifact, group == null ? "" : group);
            }
        }
        return groups;
    }

    private static String apply(Pom pom, Map<Integer, String> edits) {
        var text = new StringBuilder();
        var from = 0;
        for (var edit : new TreeMap<>(edits).entrySet()) {
            var element = pom.elements().get(edit.getKey());
            text.append(pom.text(), from, element.from()).append(edit.getValue());
            from = element.to();
        }
        return text.append(pom.text(), from, pom.text().length()).toString();
    }
}
