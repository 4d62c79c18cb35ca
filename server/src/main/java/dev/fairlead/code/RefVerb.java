package dev.fairlead.code;

import java.util.Locale;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;

/** What can be done to a branch or a tag. A tag has no history, so that moving one is a force. */
public enum RefVerb {
    PUSH("push to"),
    CREATE("create"),
    DELETE("delete"),
    FORCE("force-push to");

    private final String phrase;

    RefVerb(String phrase) {
        this.phrase = phrase;
    }

    static RefVerb of(ReceiveCommand command) {
        return switch (command.getType()) {
            case CREATE -> CREATE;
            case DELETE -> DELETE;
            case UPDATE -> command.getRefName().startsWith(Constants.R_TAGS) ? FORCE : PUSH;
            case UPDATE_NONFASTFORWARD -> FORCE;
        };
    }

    /** As scripts read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in "nobody may force-push to main". */
    public String phrase() {
        return phrase;
    }
}
