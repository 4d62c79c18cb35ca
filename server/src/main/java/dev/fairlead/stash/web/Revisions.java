package dev.fairlead.stash.web;

import dev.fairlead.code.Inventory;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commits by what {@code at}, {@code until} and {@code since} say. */
@Component
class Revisions {
    private static final int LONGEST_SHOWN = 200;

    private final Source source;
    private final Inventory inventory;

    Revisions(Source source, Inventory inventory) {
        this.source = source;
        this.inventory = inventory;
    }

    /**
     * The commit that a branch, a tag or a commit's 40 digits name; the default branch's tip for
     * nothing. 404 when there is none.
     */
    String commit(Repository repository, @Nullable String at) {
        var ref = at == null || at.isEmpty() ? repository.defaultBranch() : at;
        return found(repository, ref)
                .orElseThrow(() ->
                        Problem.notFound(
                                "%s has no branch, tag or commit \"%s\"."
                                        .formatted(repository, shown(ref))));
    }

    private Optional<String> found(Repository repository, String ref) {
        if (ref.startsWith("refs/")) {
            return inventory.tip(repository, ref);
        }
        // A database knows no NUL, and neither does git in a name.
        return ref.indexOf('\0') >= 0 ? Optional.empty() : source.resolve(repository, ref);
    }

    private static String shown(String ref) {
        return ref.length() <= LONGEST_SHOWN ? ref : ref.substring(0, LONGEST_SHOWN) + "…";
    }
}
