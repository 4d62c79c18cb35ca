package dev.fairlead.plan;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * On which commits a job runs. An empty list asks for nothing.
 *
 * @param branches globs, one of which the branch must match
 * @param paths globs, one of which a path that the commit changed must match
 * @param events one of which must have begun the build
 */
public record Condition(List<String> branches, List<String> paths, List<Event> events) {
    static final Condition ALWAYS = new Condition(List.of(), List.of(), List.of());

    /**
     * Why the job does not run, in a sentence; empty when it does. What costs a look is asked for
     * only where the condition names it.
     */
    public String refusal(
            String branch, Supplier<Set<Event>> begun, Supplier<Collection<String>> changed) {
        if (!branches.isEmpty() && !matches(branches, List.of(branch))) {
            return "runs on branches " + String.join(", ", branches) + " only";
        }
        if (!events.isEmpty() && Collections.disjoint(events, begun.get())) {
            return "runs for %s only, and this is %s"
                    .formatted(Event.words(events), Event.words(begun.get()));
        }
        if (!paths.isEmpty() && !matches(paths, changed.get())) {
            return "runs when " + String.join(", ", paths) + " changed only";
        }
        return "";
    }

    /** Whether a pull request begins what the push of its commits did not. */
    public boolean waitsForPullRequest() {
        return events.contains(Event.PULL_REQUEST) && !events.contains(Event.PUSH);
    }

    private static boolean matches(List<String> globs, Collection<String> names) {
        return globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .anyMatch(glob -> names.stream().anyMatch(name -> matches(glob::matches, name)));
    }

    /** Git's paths may hold what is no path here. */
    private static boolean matches(Predicate<Path> glob, String name) {
        try {
            return glob.test(Path.of(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
