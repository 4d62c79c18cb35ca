package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Kept;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the folders that a job keeps for the next one whose key is the same. */
final class CachesParser {
    private static final int MOST = 10;
    private static final int MAX_NAME = 50;
    private static final int MAX_PATH = 200;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}]");

    private CachesParser() {}

    static List<Kept> of(Node node) {
        var kept = YamlScalars.list(node, "cache", MOST).stream().map(CachesParser::one).toList();
        var names = new HashSet<String>();
        for (var one : kept) {
            if (!names.add(one.name())) {
                throw new PlanError(
                        node.getStartMark(), "two caches are called '" + one.name() + "'");
            }
        }
        return kept;
    }

    private static Kept one(Node node) {
        var keys = YamlMapping.of(node, "a cache", Level.CACHE);
        var name =
                keys.get("name")
                        .map(CachesParser::name)
                        .orElseThrow(
                                () -> new PlanError(node.getStartMark(), "a cache needs name:"));
        var paths =
                keys.get("paths")
                        .map(YamlScalars.each("paths", MOST, CachesParser::path))
                        .orElse(List.of());
        if (paths.isEmpty()) {
            throw new PlanError(node.getStartMark(), "a cache needs paths:");
        }
        return new Kept(name, Globs.of(keys.get("files"), "files"), paths);
    }

    private static String name(Node node) {
        var name = YamlScalars.text(node, "name", MAX_NAME);
        if (!NAME.matcher(name).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "a cache's name is small letters, digits, '.', '_' and '-', found '"
                            + name
                            + "'");
        }
        return name;
    }

    private static String path(Node node) {
        var path = YamlScalars.text(node, "a path", MAX_PATH);
        var parts = List.of(path.split("/", -1));
        if (path.startsWith("/")
                || parts.contains("..")
                || parts.contains(".")
                || parts.contains("")
                || WILDCARD.matcher(path).find()) {
            throw new PlanError(
                    node.getStartMark(),
                    "a path of a cache is a file or folder below the workspace without"
                            + " wildcards, found '"
                            + path
                            + "'");
        }
        return path;
    }
}
