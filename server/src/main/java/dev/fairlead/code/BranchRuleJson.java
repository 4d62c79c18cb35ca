package dev.fairlead.code;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as scripts put it, as it is stored and as the audit keeps it. What is missing is
 * everybody's who may write.
 *
 * @param pattern a glob over branch names, or tag: and one over tags
 */
public record BranchRuleJson(
        @Nullable String pattern,
        @Nullable Boolean onlyByPullRequests,
        @Nullable Who push,
        @Nullable Who create,
        @Nullable Who delete,
        @Nullable Who force) {
    /**
     * @param who write, administrators, listed or nobody
     * @param users names, where it is listed
     * @param groups names, where it is listed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Who(
            @Nullable String who, @Nullable List<String> users, @Nullable List<String> groups) {
        public static Who of(Permitted permitted) {
            return switch (permitted) {
                case Permitted.Writers() -> new Who("write", null, null);
                case Permitted.Administrators() -> new Who("administrators", null, null);
                case Permitted.Nobody() -> new Who("nobody", null, null);
                case Permitted.Listed(var users, var groups) -> new Who("listed", users, groups);
            };
        }
    }

    public static BranchRuleJson of(BranchRule rule) {
        return new BranchRuleJson(
                rule.pattern().toString(),
                rule.onlyByPullRequests(),
                Who.of(rule.may(RefVerb.PUSH)),
                Who.of(rule.may(RefVerb.CREATE)),
                Who.of(rule.may(RefVerb.DELETE)),
                Who.of(rule.may(RefVerb.FORCE)));
    }

    /** The rule; 400 for what is none. */
    public BranchRule rule() {
        if (pattern == null || pattern.isBlank()) {
            throw Problem.invalid("pattern", "pattern: is missing, such as main or release/*.");
        }
        return new BranchRule(
                RefPattern.of(pattern),
                Boolean.TRUE.equals(onlyByPullRequests),
                Map.of(
                        RefVerb.PUSH, permitted(RefVerb.PUSH, push),
                        RefVerb.CREATE, permitted(RefVerb.CREATE, create),
                        RefVerb.DELETE, permitted(RefVerb.DELETE, delete),
                        RefVerb.FORCE, permitted(RefVerb.FORCE, force)));
    }

    private static Permitted permitted(RefVerb verb, @Nullable Who who) {
        var word = who == null ? "write" : who.who();
        return switch (word) {
            case "write" -> new Permitted.Writers();
            case "administrators" -> new Permitted.Administrators();
            case "nobody" -> new Permitted.Nobody();
            case "listed" -> listed(verb, who);
            case null, default ->
                    throw Problem.invalid(
                            verb.word(),
                            "%s: who must be write, administrators, listed or nobody, was \"%s\"."
                                    .formatted(verb.word(), word));
        };
    }

    private static Permitted listed(RefVerb verb, @Nullable Who who) {
        var users = who == null || who.users() == null ? List.<String>of() : who.users();
        var groups = who == null || who.groups() == null ? List.<String>of() : who.groups();
        if (users.isEmpty() && groups.isEmpty()) {
            throw Problem.invalid(
                    verb.word(),
                    verb.word() + ": lists nobody. Name users or groups, or choose nobody.");
        }
        return new Permitted.Listed(users, groups);
    }
}
