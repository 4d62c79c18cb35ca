package dev.fairlead.review;

import dev.fairlead.code.CommitStatus;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A build that must be green before a merge.
 *
 * @param key under which it is reported
 * @param posters the users whose word on it counts; none for Fairlead's own builds
 */
public record RequiredBuild(String key, Set<Long> posters) {
    /** The key under which Fairlead's own agents report. */
    public static final String OWN_KEY = "fairlead";

    /** What every repository requires that says nothing else. */
    public static final RequiredBuild OWN = new RequiredBuild(OWN_KEY, Set.of());

    private static final int LONGEST_KEY = 255;

    public RequiredBuild {
        if (key.isBlank()
                || key.length() > LONGEST_KEY
                || key.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "key",
                    "key: must be 1 to %d characters without control characters, has %d."
                            .formatted(LONGEST_KEY, key.length()));
        }
        if (key.equals(OWN_KEY) != posters.isEmpty()) {
            throw Problem.invalid(
                    "posters",
                    posters.isEmpty()
                            ? "posters: name at least one user whose word on \"%s\" counts, or anybody who may write could call it green."
                                    .formatted(key)
                            : "posters: \"%s\" is the key of Fairlead's own builds, whose word nobody else gives."
                                    .formatted(key));
        }
        posters = Set.copyOf(posters);
    }

    /** The latest status of it that counts. */
    Optional<CommitStatus> believed(Collection<CommitStatus> statuses) {
        return of(statuses).stream().filter(this::believes).findFirst();
    }

    /** Statuses of its key by others, whose word does not count. */
    List<CommitStatus> notBelieved(Collection<CommitStatus> statuses) {
        return of(statuses).stream().filter(status -> !believes(status)).toList();
    }

    private List<CommitStatus> of(Collection<CommitStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.key().equals(key))
                .sorted(Comparator.comparing(CommitStatus::at).reversed())
                .toList();
    }

    private boolean believes(CommitStatus status) {
        var poster = status.poster();
        return posters.isEmpty() ? poster == null : poster != null && posters.contains(poster);
    }
}
