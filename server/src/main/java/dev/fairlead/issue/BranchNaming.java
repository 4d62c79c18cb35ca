package dev.fairlead.issue;

import dev.fairlead.problem.Problem;
import java.util.List;

/**
 * How a project wants new branches named.
 *
 * @param needsKey whether a new branch carries the key of an open issue
 * @param exceptions the branches that need none, such as those that a machine makes
 */
public record BranchNaming(boolean needsKey, List<BranchPattern> exceptions) {
    private static final int MOST = 20;

    public BranchNaming {
        exceptions = List.copyOf(exceptions);
        if (exceptions.size() > MOST) {
            throw Problem.invalid(
                    "exceptions",
                    "exceptions: may be %d patterns, are %d.".formatted(MOST, exceptions.size()));
        }
    }

    /** Reads the patterns as they were typed or sent; 400 for one that is none. */
    public static BranchNaming of(boolean needsKey, List<String> exceptions) {
        return new BranchNaming(
                needsKey,
                exceptions.stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(text -> BranchPattern.of("exceptions", text))
                        .distinct()
                        .toList());
    }

    public boolean excepts(String branch) {
        return exceptions.stream().anyMatch(pattern -> pattern.matches(branch));
    }

    public List<String> texts() {
        return exceptions.stream().map(BranchPattern::text).toList();
    }
}
