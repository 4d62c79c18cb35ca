package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what an address asks for, for who may read it. */
@Component
class Spots {
    private final Repositories repositories;
    private final Source source;

    Spots(Repositories repositories, Source source) {
        this.repositories = repositories;
        this.source = source;
    }

    Repository repository(User user, Asked asked) {
        return repositories.require(user, asked.key(), asked.slug(), Role.READ);
    }

    /** Empty where no ref is named and nothing was pushed yet; 404 for a ref that is not there. */
    Optional<Spot> find(User user, Asked asked) {
        var repository = repository(user, asked);
        var at = Objects.requireNonNullElse(asked.at(), "");
        var ref = at.isEmpty() ? repository.defaultBranch() : at;
        var sha = source.resolve(repository, ref);
        if (sha.isEmpty() && !at.isEmpty()) {
            throw Addresses.unknown(repository, ref);
        }
        return sha.map(commit -> new Spot(repository, ref, commit, asked.inside()));
    }

    Spot require(User user, Asked asked) {
        return find(user, asked)
                .orElseThrow(() ->
                        Problem.notFound(
                                "Nothing has been pushed to %s/%s yet."
                                        .formatted(asked.key(), asked.slug())));
    }

    static Problem missing(Spot spot) {
        return Problem.notFound("There is no %s at %s.".formatted(spot.path(), spot.at()));
    }
}
