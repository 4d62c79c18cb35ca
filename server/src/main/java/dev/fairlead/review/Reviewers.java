package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Who is asked to review: people whose approval could be taken. */
@Component
public class Reviewers {
    private static final int MOST = 50;

    /** The names of who is asked in addition and of who is not any more. */
    record Change(List<String> asked, List<String> released) {
        boolean isEmpty() {
            return asked.isEmpty() && released.isEmpty();
        }
    }

    private final ReviewerStore store;
    private final Users users;
    private final Access access;
    private final People people;
    private final ApplicationEventPublisher events;

    Reviewers(
            ReviewerStore store,
            Users users,
            Access access,
            People people,
            ApplicationEventPublisher events) {
        this.store = store;
        this.users = users;
        this.access = access;
        this.people = people;
        this.events = events;
    }

    /** Who was asked and who approved without being asked, in the order of their names. */
    public List<Reviewer> of(PullRequest pullRequest) {
        return store.of(List.of(pullRequest.id()));
    }

    /** The same of many at once, by the id of the pull request; of some there is nobody. */
    public Map<Long, List<Reviewer>> of(Collection<PullRequest> pullRequests) {
        return store.of(pullRequests.stream().map(PullRequest::id).toList()).stream()
                .collect(Collectors.groupingBy(Reviewer::pullRequest));
    }

    /** The names of those who may be asked. */
    public List<String> candidates(Repository repository, PullRequest pr) {
        return access.members(repository.projectId()).entrySet().stream()
                .filter(member -> member.getValue().compareTo(Role.WRITE) >= 0)
                .filter(member -> member.getKey().id() != pr.author())
                .map(member -> member.getKey().name())
                .sorted()
                .toList();
    }

    /** Asks exactly those named. */
    Change become(Repository repository, PullRequest pr, Collection<String> names) {
        var before = store.asked(pr.id());
        var wanted = fit(repository, pr, names);
        var asked = new HashSet<>(wanted);
        asked.removeAll(before);
        var released = new HashSet<>(before);
        released.removeAll(wanted);
        store.ask(pr.id(), asked);
        store.release(pr.id(), released);
        if (!asked.isEmpty()) {
            events.publishEvent(new ReviewAsked(pr, repository, Set.copyOf(asked)));
        }
        return new Change(names(asked), names(released));
    }

    private Set<Long> fit(Repository repository, PullRequest pr, Collection<String> names) {
        if (names.size() > MOST) {
            throw Problem.invalid(
                    "reviewers",
                    "reviewers: at most %d are asked, were %d.".formatted(MOST, names.size()));
        }
        var fit = new HashSet<Long>();
        var unfit = new LinkedHashMap<String, String>();
        for (var name : names) {
            var user =
                    users.byName(name).filter(known -> mayReview(repository, known)).orElse(null);
            if (user == null) {
                unfit.put(
                        name,
                        "\"%s\" is nobody who may write in %s."
                                .formatted(shown(name), repository.projectKey()));
            } else if (user.id() == pr.author()) {
                unfit.put(name, name + " is the author, who reviews nothing of their own.");
            } else {
                fit.add(user.id());
            }
        }
        if (!unfit.isEmpty()) {
            throw new UnfitReviewers(unfit);
        }
        return fit;
    }

    private List<String> names(Set<Long> ids) {
        return ids.stream().map(people::name).sorted().toList();
    }

    private boolean mayReview(Repository repository, User user) {
        return access.may(user, repository.projectId(), Role.WRITE);
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
