package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
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
    private final RestorableRows restorable;
    private final RepositoryViews views;
    private final Access access;

    Spots(
            Repositories repositories,
            Source source,
            RestorableRows restorable,
            RepositoryViews views,
            Access access) {
        this.repositories = repositories;
        this.source = source;
        this.restorable = restorable;
        this.views = views;
        this.access = access;
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
            throw unknown(user, repository, ref);
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

    /** What a ref that is not there is refused with; it may have been there. */
    Problem unknown(User user, Repository repository, String ref) {
        var gone = restorable.deleted(repository, ref);
        if (gone.isEmpty()) {
            return Addresses.unknown(repository, ref);
        }
        var may = access.may(user, repository.projectId(), Role.WRITE);
        return new Gone(new GonePage(views.place(repository), repository, gone.get(), may));
    }

    static Problem missing(Spot spot) {
        return Problem.notFound("There is no %s at %s.".formatted(spot.path(), spot.at()));
    }
}
