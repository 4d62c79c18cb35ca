package dev.fairlead.code;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The statuses of commits. */
@Component
public class CommitStatuses {
    /**
     * Sets the status of its key in the current transaction; publishes {@link CommitStatusChanged}.
     */
    public void set(Repository repository, String sha, CommitStatus status) {
        throw new UnsupportedOperationException();
    }

    public List<CommitStatus> of(Repository repository, String sha) {
        throw new UnsupportedOperationException();
    }

    public Map<String, List<CommitStatus>> of(Repository repository, Collection<String> shas) {
        throw new UnsupportedOperationException();
    }
}
