package dev.fairlead.code.web;

import dev.fairlead.code.Arrival;
import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One commit: who wrote it, who brought it, what builders say of it, and what it changed.
 *
 * @param pusher null where Fairlead made it or nobody is known
 * @param arrival the push that brought it; null where that is not known
 */
public record CommitPage(
        Place place,
        Repository repository,
        Commit commit,
        LinkedText message,
        List<String> writers,
        @Nullable String pusher,
        @Nullable Arrival arrival,
        List<CommitStatus> statuses,
        DiffView diff) {
    public String browse() {
        return Addresses.browse(repository, "", commit.sha());
    }

    /** The fragment that tells the branches and tags that have it. */
    public String refs() {
        return Addresses.commit(repository, commit.sha()) + "/refs";
    }

    /** Whether the message says more than its title, or leads somewhere. */
    public boolean hasMessage() {
        return message.parts().size() > 1 || !commit.message().strip().equals(commit.title());
    }
}
