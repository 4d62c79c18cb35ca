package dev.fairlead.code;

import dev.fairlead.problem.Problem;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Which names refs may have, beyond what git itself refuses. */
final class RefNames {
    private static final int LONGEST = 200;

    private RefNames() {}

    /** Refuses a name that branches cannot have, by the name of the field it came in. */
    static void requireBranch(String name) {
        var why = refusal(Constants.R_HEADS + name);
        if (why != null) {
            throw Problem.invalid("name", "name: " + why + ", was \"" + name + "\".");
        }
    }

    static void requireValid(String ref) {
        var why = refusal(ref);
        if (why != null) {
            throw Problem.invalid("name", "name: " + why + ", was \"" + ref + "\".");
        }
    }

    /** Why the full name is refused, or null when it is fine. */
    static @Nullable String refusal(String ref) {
        var name = Repository.shortenRefName(ref);
        if (!Repository.isValidRefName(ref) || name.startsWith("-")) {
            return "must be a name that git accepts and not begin with a dash";
        }
        if (name.length() > LONGEST) {
            return "must have at most " + LONGEST + " characters";
        }
        if (ObjectId.isId(name) || name.equals(Constants.HEAD)) {
            return "must not look like a commit or HEAD";
        }
        return null;
    }
}
