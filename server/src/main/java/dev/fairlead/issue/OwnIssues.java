package dev.fairlead.issue;

import dev.fairlead.web.Waiting;
import java.util.List;
import org.springframework.stereotype.Component;

/** Issues that somebody shall do and that have no branch yet wait for that person. */
@Component
class OwnIssues implements Waiting {
    private final IssueStore store;

    OwnIssues(IssueStore store) {
        this.store = store;
    }

    @Override
    public List<Item> waitingFor(long userId) {
        return store.assignedTo(userId).stream()
                .map(issue ->
                        new Item(
                                "“%s” is yours and has no branch yet".formatted(issue.title()),
                                issue.url(),
                                issue.updated(),
                                issue.key()))
                .toList();
    }
}
