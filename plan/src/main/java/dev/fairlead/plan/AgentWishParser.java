package dev.fairlead.plan;

import dev.fairlead.protocol.Labels;
import dev.fairlead.protocol.PoolName;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which agents may run a job. */
final class AgentWishParser {
    private static final int LONGEST = 100;

    private AgentWishParser() {}

    /** Whether the project may use the pool is not for a file to say; a build finds out. */
    static AgentWish of(YamlMapping keys) {
        var pool = keys.get("pool");
        return new AgentWish(
                pool.map(AgentWishParser::pool).orElse(PoolName.BUILDS),
                pool.flatMap(Node::getStartMark).map(PlanError::at).orElse(""),
                keys.get("labels").map(AgentWishParser::labels).orElse(List.of()));
    }

    private static String pool(Node node) {
        var pool = YamlScalars.text(node, "pool", LONGEST);
        if (!PoolName.isName(pool)) {
            throw new PlanError(
                    node.getStartMark(),
                    "a pool's name is small letters, digits and dashes and begins with a letter,"
                            + " found '"
                            + pool
                            + "'");
        }
        return pool;
    }

    private static List<String> labels(Node node) {
        return YamlScalars.each("labels", Labels.MOST, AgentWishParser::label).apply(node);
    }

    private static String label(Node node) {
        var label = YamlScalars.text(node, "a label", LONGEST);
        if (!Labels.isLabel(label)) {
            throw new PlanError(
                    node.getStartMark(), "a label " + Labels.RULE + ", found '" + label + "'");
        }
        return label;
    }
}
