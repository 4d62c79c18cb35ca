package dev.fairlead.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What people ask when they look around in a repository. Each question has a limit of time; what
 * was found within it is told, and that it was cut.
 */
@Component
public class Browsing {
    private final Logs logs;
    private final LastCommits lastCommits;
    private final Blames blames;
    private final RefLists refs;
    private final Search search;

    Browsing(Logs logs, LastCommits lastCommits, Blames blames, RefLists refs, Search search) {
        this.logs = logs;
        this.lastCommits = lastCommits;
        this.blames = blames;
        this.refs = refs;
        this.search = search;
    }

    public Log log(Repository repository, Log.Question question) {
        return logs.log(repository, question);
    }

    /** By name of a folder's entries, the commit that changed each last. */
    public Map<String, Commit> lastCommits(Repository repository, String commit, String path) {
        return lastCommits.of(repository, commit, path);
    }

    /** The same where it is known already; empty where one would have to look. */
    public Optional<Map<String, Commit>> knownLastCommits(
            Repository repository, String commit, String path) {
        return lastCommits.known(repository, commit, path);
    }

    /** No parts for a name that is not UTF-8. */
    public Blame blame(Repository repository, String commit, String path) {
        return blames.of(repository, commit, path);
    }

    public List<String> branches(Repository repository, String like, int limit) {
        return refs.branches(repository, like, limit);
    }

    public List<String> tags(Repository repository, String like, int limit) {
        return refs.tags(repository, like, limit);
    }

    public Containing containing(Repository repository, String sha) {
        return refs.containing(repository, sha);
    }

    /** Paths of files at a commit that fit what somebody typed, the best first. */
    public List<String> filesNamed(Repository repository, String commit, String typed, int limit) {
        return search.names(repository, commit, typed, limit);
    }

    /** Lines of files at a commit that have the text, in whatever case. */
    public Hits filesWith(Repository repository, String commit, String text) {
        return search.text(repository, commit, text);
    }
}
