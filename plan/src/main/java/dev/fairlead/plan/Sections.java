package dev.fairlead.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a fairlead.yml and the files that it includes say of each kind of build, in the order in
 * which one reads them: a file's own before that of those it includes.
 */
final class Sections {
    static final int MOST_FILES = 10;
    static final int DEEPEST = 3;
    private static final int LONGEST_PATH = 200;

    private final PlanFiles files;
    private final List<String> read = new ArrayList<>();
    private final List<Node> build = new ArrayList<>();
    private final List<Node> release = new ArrayList<>();

    Sections(PlanFiles files) {
        this.files = files;
    }

    /** The keys of the file, once all that it includes is read. */
    YamlMapping open(byte[] file) {
        return open(Plan.FILE, file, Level.FILE, List.of(Plan.FILE));
    }

    List<Node> build() {
        return build;
    }

    List<Node> release() {
        return release;
    }

    /**
     * @param way the files that lead to this one, with it
     */
    private YamlMapping open(String name, byte[] bytes, Level level, List<String> way) {
        read.add(name);
        var root =
                YamlDocument.read(
                                name,
                                YamlDocument.text(name, bytes, YamlLimits.PLAN),
                                YamlLimits.PLAN)
                        .orElseThrow(
                                () -> new PlanError(name, "is empty; it needs build: with steps:"));
        var keys = YamlMapping.of(root, name, level);
        keys.get("build").ifPresent(build::add);
        keys.get("release").ifPresent(release::add);
        keys.get("include")
                .map(node -> YamlScalars.list(node, "include", MOST_FILES))
                .orElse(List.of())
                .forEach(node -> include(node, way));
        return keys;
    }

    private void include(Node node, List<String> way) {
        var path = YamlScalars.text(node, "a file to include", LONGEST_PATH);
        var next = new ArrayList<>(way);
        next.add(path);
        if (!isPath(path)) {
            throw refused(
                    node,
                    "an included file is named by its path from the root of the repository and"
                            + " ends with .yml, found '%s'",
                    path);
        }
        if (way.contains(path)) {
            throw refused(
                    node, "files include each other in a circle: %s", String.join(" → ", next));
        }
        if (read.contains(path)) {
            throw refused(node, "%s is included already", path);
        }
        if (way.size() > DEEPEST) {
            throw refused(node, "files include each other deeper than %s levels", DEEPEST);
        }
        if (read.size() > MOST_FILES) {
            throw refused(node, "more than %s files are included", MOST_FILES);
        }
        open(path, bytes(node, path), Level.INCLUDED, next);
    }

    private byte[] bytes(Node node, String path) {
        return files.read(path)
                .orElseThrow(() -> refused(node, "there is no file %s to include", path));
    }

    private static boolean isPath(String path) {
        return (path.endsWith(".yml") || path.endsWith(".yaml"))
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private static PlanError refused(Node node, String sentence, Object value) {
        return new PlanError(node.getStartMark(), sentence.formatted(value));
    }
}
