package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how the commit's files come into the workspace. */
final class CheckoutParser {
    private static final int LONGEST = 20;
    private static final int MOST_COMMITS = 1_000_000;

    private CheckoutParser() {}

    static Checkout of(Node node) {
        if (node instanceof MappingNode) {
            return git(node);
        }
        var value = YamlScalars.text(node, "checkout", LONGEST);
        return switch (value) {
            case "archive" -> Checkout.ARCHIVE;
            case "none" -> Checkout.NONE;
            default ->
                    throw new PlanError(
                            node.getStartMark(),
                            "checkout is archive, none or keys for git, found '" + value + "'");
        };
    }

    private static Checkout git(Node node) {
        var keys = YamlMapping.of(node, "checkout", Level.CHECKOUT);
        var checkout =
                new Checkout(
                        Checkout.How.GIT,
                        YamlScalars.number(keys, "depth", 1, MOST_COMMITS, 0),
                        is(keys, "submodules"),
                        is(keys, "lfs"));
        if (is(keys, "git")) {
            return checkout;
        }
        if (checkout.depth() > 0 || checkout.submodules() || checkout.lfs()) {
            throw new PlanError(node.getStartMark(), "depth, submodules and lfs are for git: true");
        }
        return Checkout.ARCHIVE;
    }

    private static boolean is(YamlMapping keys, String key) {
        return keys.get(key).map(value -> isTrue(value, key)).orElse(false);
    }

    private static boolean isTrue(Node node, String key) {
        var value = YamlScalars.text(node, key, LONGEST);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new PlanError(
                            node.getStartMark(),
                            "%s is true or false, found '%s'".formatted(key, value));
        };
    }
}
