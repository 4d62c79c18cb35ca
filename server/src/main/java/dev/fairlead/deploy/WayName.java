package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;

/**
 * A connection of one of a project's environments, for those outside of it who go the same way:
 * {@code production/monitor}.
 */
public record WayName(String environment, String connection) {
    /** Refuses what is no such name. */
    public static WayName of(String text) {
        var slash = text.indexOf('/');
        if (!text.matches("[a-z0-9][a-z0-9-]{0,39}/" + DefinitionReader.NAME)) {
            throw Problem.invalid(
                    "through",
                    "through: must be an environment and one of its connections, such as production/monitor, was \"%s\"."
                            .formatted(
                                    text.replaceAll("\\p{Cntrl}", " ")
                                            .substring(0, Math.min(100, text.length()))));
        }
        return new WayName(text.substring(0, slash), text.substring(slash + 1));
    }
}
