package dev.fairlead.code;

import dev.fairlead.problem.Problem;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what to the branches or tags of a pattern.
 *
 * @param onlyByPullRequests whether nobody moves the branch but by merging a pull request, which
 *     takes the right to push
 * @param permitted whom it lets do what, for every verb
 */
public record BranchRule(
        RefPattern pattern, boolean onlyByPullRequests, Map<RefVerb, Permitted> permitted) {
    public BranchRule {
        if (permitted.size() != RefVerb.values().length) {
            throw new IllegalArgumentException("This is a bug: a rule answers for every verb");
        }
        if (onlyByPullRequests && pattern.ofTags()) {
            throw Problem.invalid(
                    "onlyByPullRequests",
                    "onlyByPullRequests: pull requests move branches, and \"%s\" speaks of tags."
                            .formatted(pattern));
        }
        permitted = Map.copyOf(permitted);
    }

    /** What holds for the default branch as long as no rule names it. */
    static BranchRule ofDefaultBranch(String name) {
        return new BranchRule(
                RefPattern.of(name),
                true,
                Map.of(
                        RefVerb.PUSH, new Permitted.Writers(),
                        RefVerb.CREATE, new Permitted.Administrators(),
                        RefVerb.DELETE, new Permitted.Nobody(),
                        RefVerb.FORCE, new Permitted.Nobody()));
    }

    public Permitted may(RefVerb verb) {
        return Objects.requireNonNull(permitted.get(verb));
    }

    /** Whether somebody may move its branches without a pull request. */
    boolean letsPush() {
        return !onlyByPullRequests
                && !(may(RefVerb.PUSH) instanceof Permitted.Nobody
                        && may(RefVerb.FORCE) instanceof Permitted.Nobody);
    }

    /** Why the rule refuses this, or null; a ref that it does not speak of is none of its. */
    @Nullable String refusal(Ask ask) {
        if (!pattern.matches(ask.ref())) {
            return null;
        }
        var name = Repository.shortenRefName(ask.ref());
        var moves = ask.verb() == RefVerb.PUSH || ask.verb() == RefVerb.FORCE;
        if (onlyByPullRequests && moves && !ask.merges()) {
            return "%s is protected: push a branch such as %s-2-… and open a pull request"
                    .formatted(name, ask.projectKey());
        }
        var who = may(ask.verb());
        if (who.includes(ask.asker())) {
            return null;
        }
        var what = ask.merges() ? "merge into" : ask.verb().phrase();
        var kind = ask.ref().startsWith(Constants.R_TAGS) ? "the tag " : "";
        return who instanceof Permitted.Nobody
                ? "nobody may %s %s%s (branch rule %s): an administrator of %s can change the rule"
                        .formatted(what, kind, name, pattern, ask.projectKey())
                : "only %s may %s %s%s (branch rule %s): ask one of them"
                        .formatted(who.words(ask.projectKey()), what, kind, name, pattern);
    }

    /**
     * What somebody wants to do to a ref.
     *
     * @param ref its full name
     * @param merges whether a pull request does it
     */
    record Ask(
            String projectKey, String ref, RefVerb verb, boolean merges, Permitted.Asker asker) {}
}
