package dev.fairlead.stash.web;

import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequestFilter;
import dev.fairlead.review.PullRequestFilter.Part;
import dev.fairlead.review.PullRequestFilter.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a list of pull requests is asked for. */
@Component
class PullRequestQuery {
    private static final int MOST_PEOPLE = 10;

    private final Users users;

    PullRequestQuery(Users users) {
        this.users = users;
    }

    /** Empty when somebody is named whom nobody knows: nothing can be theirs. */
    Optional<PullRequestFilter> read(User asker, Map<String, String> query) {
        var people = new ArrayList<Participant>();
        for (var i = 1; i <= MOST_PEOPLE; i++) {
            var role = query.get("role." + i);
            var name = query.get("username." + i);
            if (role == null && name == null) {
                break;
            }
            var user = name == null ? Optional.of(asker) : users.byName(known(name));
            if (user.isEmpty()) {
                return Optional.empty();
            }
            people.add(new Participant(user.get().id(), part("role." + i, role)));
        }
        return Optional.of(filter(query, people));
    }

    private static PullRequestFilter filter(Map<String, String> query, List<Participant> people) {
        var at = query.get("at");
        var branch = at == null || at.isEmpty() ? null : StashRef.branch(plain(at));
        var outgoing = outgoing(query.getOrDefault("direction", "INCOMING"));
        var text = query.get("filterText");
        return new PullRequestFilter(
                state(query.getOrDefault("state", "OPEN")),
                outgoing ? branch : null,
                outgoing ? null : branch,
                text == null || text.isBlank() ? null : plain(text.strip()),
                people);
    }

    private static boolean outgoing(String direction) {
        return switch (direction.toUpperCase(Locale.ROOT)) {
            case "OUTGOING" -> true;
            case "INCOMING" -> false;
            default -> throw refused("direction", "INCOMING or OUTGOING");
        };
    }

    private static PullRequest.@Nullable State state(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ALL" -> null;
            case "OPEN" -> PullRequest.State.OPEN;
            case "MERGED" -> PullRequest.State.MERGED;
            case "DECLINED" -> PullRequest.State.DECLINED;
            default -> throw refused("state", "ALL, OPEN, MERGED or DECLINED");
        };
    }

    private static Part part(String field, @Nullable String role) {
        return switch (role == null ? "" : role.toUpperCase(Locale.ROOT)) {
            case "" -> Part.ANY;
            case "AUTHOR" -> Part.AUTHOR;
            case "REVIEWER" -> Part.REVIEWER;
            case "PARTICIPANT" -> Part.COMMENTER;
            default -> throw refused(field, "AUTHOR, REVIEWER or PARTICIPANT");
        };
    }

    private static String known(String name) {
        return plain(name).toLowerCase(Locale.ROOT);
    }

    /** Without NUL, which the database does not know and which nothing is called. */
    private static String plain(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static Problem refused(String field, String rule) {
        return Problem.invalid(field, field + ": must be " + rule + ".");
    }
}
