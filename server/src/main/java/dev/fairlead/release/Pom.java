package dev.fairlead.release;

import dev.fairlead.release.XmlElements.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code pom.xml} as text with the places of its elements.
 *
 * @param folder where it stands below the root, empty for the root itself, else ending with a slash
 */
record Pom(String path, String folder, String text, List<Element> elements) {
    /** Bytes are read as Latin-1 and written back so: whatever their encoding, none is changed. */
    static Pom of(String path, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var folder = path.substring(0, path.lastIndexOf('/') + 1);
        try {
            return new Pom(path, folder, text, XmlElements.of(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    @Nullable String artifactId() {
        return value("project", "artifactId").orElse(null);
    }

    /** Its own or its parent's; null when it is made of properties. */
    @Nullable String groupId() {
        return value("project", "groupId")
                .or(() -> value("project", "parent", "groupId"))
                .filter(group -> !group.contains("$"))
                .orElse(null);
    }

    String packaging() {
        return value("project", "packaging").orElse("jar");
    }

    /** The modules that it names, its profiles' too. */
    List<String> modules() {
        return IntStream.range(0, elements.size())
                .filter(i -> is(i, "module") && is(elements.get(i).parent(), "modules"))
                .mapToObj(this::text)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    Optional<String> value(String... path) {
        return find(path).map(this::text).filter(value -> !value.isEmpty());
    }

    /** The first element at exactly this path from the root. */
    Optional<Integer> find(String... path) {
        return IntStream.range(0, elements.size()).filter(i -> stands(i, path)).boxed().findFirst();
    }

    /** The versions of what is named with a group and an artifact: dependencies, plugins. */
    List<Reference> references() {
        var references = new ArrayList<Reference>();
        for (var i = 0; i < elements.size(); i++) {
            var parent = elements.get(i).parent();
            if (is(i, "version") && parent > 0 && !is(parent, "project")) {
                references.add(
                        new Reference(i, child(parent, "groupId"), child(parent, "artifactId")));
            }
        }
        return references;
    }

    /** A version element and the coordinates beside it. */
    record Reference(int version, String groupId, String artifactId) {}

    String text(int element) {
        var at = elements.get(element);
        return text.substring(at.from(), at.to());
    }

    private String child(int parent, String name) {
        return IntStream.range(0, elements.size())
                .filter(i -> elements.get(i).parent() == parent && is(i, name))
                .mapToObj(this::text)
                .findFirst()
                .orElse("");
    }

    private boolean is(int element, String name) {
        return element >= 0 && elements.get(element).name().equals(name);
    }

    private boolean stands(int element, String... path) {
        var at = element;
        for (var i = path.length - 1; i >= 0; i--) {
            if (!is(at, path[i])) {
                return false;
            }
            at = elements.get(at).parent();
        }
        return at == -1;
    }
}
