package dev.fairlead.code;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A branch that carries an issue's key, also after it has gone. Commits counts those that the
 * default branch did not have when it was last pushed.
 */
public record IssueBranch(Repository repository, String name, String tip, int commits) {
    /** The page of its commits. */
    public String url() {
        return repository.url() + "/commits?at=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
