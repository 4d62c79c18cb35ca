package dev.fairlead.code.store;

import dev.fairlead.blob.NamedFiles;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCacheConfig;
import org.springframework.stereotype.Component;

/** Opens repositories. The state of a version is remembered; a version is asked for each time. */
@Component
public class GitStore {
    private static final int REMEMBERED = 200;
    private static final long LARGEST_CACHE = 64L << 20;

    private final GitRows rows;
    private final RefTransaction refs;
    private final NamedFiles files;
    private final Map<Long, State> states =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Long, State> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    GitStore(GitRows rows, RefTransaction refs, NamedFiles files) {
        this.rows = rows;
        this.refs = refs;
        this.files = files;
        DfsBlockCache.reconfigure(
                new DfsBlockCacheConfig().setBlockSize(64 << 10).setBlockLimit(cacheSize()));
    }

    /** Writes the HEAD of a new repository, whose row is there already. */
    public void create(long repository, String defaultBranch) {
        rows.createHead(repository, defaultBranch);
    }

    /**
     * Lets HEAD lead to another branch. For the listener of a change of refs, before anybody reads
     * the repository in its transaction: the version that the change makes then has this HEAD.
     */
    public void moveHead(long repository, String branch) {
        rows.moveHead(repository, branch);
    }

    /** Opens a repository for one request or one piece of work; the caller closes it. */
    public GitRepository open(long repository) {
        return new GitRepository(repository, this, files);
    }

    /** The names among these that Fairlead gave to refs itself, such as the tags of releases. */
    public Set<String> madeByServer(long repository, Collection<String> refs) {
        return rows.madeByServer(repository, refs);
    }

    RefTransaction refs() {
        return refs;
    }

    State load(long repository) {
        var version = rows.version(repository).orElseThrow(GitStore::gone);
        var remembered = states.get(repository);
        if (remembered != null && remembered.version() == version) {
            return remembered;
        }
        var state = rows.state(repository).orElseThrow(GitStore::gone);
        states.put(repository, state);
        return state;
    }

    private static long cacheSize() {
        return Math.min(LARGEST_CACHE, Runtime.getRuntime().maxMemory() / 6) >> 20 << 20;
    }

    private static Problem gone() {
        return Problem.notFound("There is no such repository.");
    }
}
