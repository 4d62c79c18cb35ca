package dev.fairlead.plan;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads lists of globs. */
final class Globs {
    private static final int MOST = 50;
    private static final int LONGEST = 200;

    private Globs() {}

    static List<String> of(Optional<Node> node, String name) {
        return node.map(YamlScalars.each(name, MOST, Globs::glob)).orElse(List.of());
    }

    /** Agents check again where the files are; here the person who wrote it learns the line. */
    private static String glob(Node node) {
        var glob = YamlScalars.text(node, "a glob", LONGEST);
        if (glob.startsWith("/") || List.of(glob.split("/", -1)).contains("..")) {
            throw new PlanError(
                    node.getStartMark(),
                    "a glob names files below the workspace, found '" + glob + "'");
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException _) {
            throw new PlanError(node.getStartMark(), "'" + glob + "' is no glob");
        }
        return glob;
    }
}
