package dev.fairlead.deploy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;

/** Reads the commands around a deployment, and the variables that all of its commands get. */
final class HooksReader {
    private static final int MOST_VARIABLES = 100;

    /** The wrapper's own variables are in small letters, so that neither changes the other's. */
    private static final String NAME = "(?!FAIRLEAD_|LD_)(?!(PATH|IFS|ENV)$)[A-Z_][A-Z0-9_]{0,63}";

    private static final String NAME_RULE =
            "must be capital letters, digits and _, 64 at most, and not PATH, IFS, ENV, LD_… or FAIRLEAD_…";
    private static final String VALUE = "(?s)[^\\x00]{0,4000}";
    private static final String VALUE_RULE = "must be a text of at most 4,000 characters";

    private HooksReader() {}

    static Hooks hooks(Fields definition) {
        var known = new HashSet<>(Hooks.KEYS.keySet());
        known.add("runOn");
        var hooks = definition.optionalObject("hooks", known);
        if (hooks == null) {
            return Hooks.NONE;
        }
        var commands = new EnumMap<StepName, String>(StepName.class);
        Hooks.KEYS.forEach((key, step) -> {
            var command =
                    hooks.optionalText(
                            key, DefinitionReader.COMMAND, DefinitionReader.COMMAND_RULE);
            if (command != null) {
                commands.put(step, command);
            }
        });
        return new Hooks(
                hooks.optionalText("runOn", DefinitionReader.NAME, DefinitionReader.NAME_RULE),
                Collections.unmodifiableMap(commands));
    }

    static Map<String, String> variables(Fields fields) {
        return fields.entries(
                "variables", MOST_VARIABLES, NAME, NAME_RULE, item -> item.text(VALUE, VALUE_RULE));
    }
}
