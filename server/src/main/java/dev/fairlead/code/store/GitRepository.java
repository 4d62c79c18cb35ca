package dev.fairlead.code.store;

import dev.fairlead.blob.NamedFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryBuilder;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * One request's view of a repository: one consistent state, and the packs that the request itself
 * writes. Never shared and never kept; closing it removes what no change of refs took along.
 */
public final class GitRepository extends DfsRepository {
    /** Refs that only the server sees and moves. */
    public static final String HIDDEN = "refs/fairlead/";

    /** Hidden refs that hold what branches and tags pointed to before they were lost. */
    public static final String TIPS = HIDDEN + "tips/";

    private static final class Builder extends DfsRepositoryBuilder<Builder, GitRepository> {
        @Override
        public GitRepository build() {
            throw new UnsupportedOperationException("Opened through GitStore only");
        }
    }

    private final long id;
    private final GitStore store;
    private final PackDatabase objects;
    private final RowRefs refs;
    private Consumer<List<ReceiveCommand>> listener = _ -> {};
    private @Nullable State state;
    private @Nullable Long pruneVersion;
    private @Nullable Long until;

    GitRepository(long id, GitStore store, NamedFiles files) {
        super(new Builder().setRepositoryDescription(new DfsRepositoryDescription("r" + id)));
        this.id = id;
        this.store = store;
        objects = new PackDatabase(this, files);
        refs = new RowRefs(this);
        configure(getConfig());
    }

    /**
     * Moves refs, all of them or none, together with the packs that this instance wrote and with
     * what the listener does, in the current transaction or one of its own.
     *
     * @return false when a ref was not where its command says; the commands tell which
     */
    public boolean update(List<ReceiveCommand> commands, Consumer<List<ReceiveCommand>> listener)
            throws IOException {
        try (var walk = new RevWalk(this)) {
            return store.refs().apply(this, RefChange.of(commands, walk, true), listener);
        }
    }

    /** Sets what happens in the transaction of a push, after its refs have moved. */
    public void onPush(Consumer<List<ReceiveCommand>> listener) {
        this.listener = listener;
    }

    /** From now on objects are read for this long; then {@link TimeIsUp}. */
    public void readFor(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    @Override
    public DfsObjDatabase getObjectDatabase() {
        return objects;
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }

    @Override
    public boolean exists() {
        return true;
    }

    public long id() {
        return id;
    }

    @Override
    protected void doClose() {
        objects.discardPending();
        super.doClose();
    }

    @Nullable Long until() {
        return until;
    }

    Consumer<List<ReceiveCommand>> listener() {
        return listener;
    }

    PackDatabase objects() {
        return objects;
    }

    GitStore store() {
        return store;
    }

    State state() throws IOException {
        var current = state;
        if (current == null) {
            current = store.load(id);
            state = current;
            if (pruneVersion == null) {
                pruneVersion = current.pruneVersion();
            }
        }
        return current;
    }

    /** The prune version of the first state: what was written since may lean on its objects. */
    long pruneVersion() throws IOException {
        var first = pruneVersion;
        return first == null ? state().pruneVersion() : first;
    }

    /** The packs written here are settled, and the next change starts from what is there now. */
    void settled() {
        objects.settled();
        pruneVersion = null;
        refresh();
    }

    /** Forgets the state, so that the next question reads it anew. */
    void refresh() {
        state = null;
        objects.refresh();
    }

    void replacePacks(Collection<DfsPackDescription> packs, Collection<DfsPackDescription> replaced)
            throws IOException {
        store.refs().replacePacks(id, packs, replaced);
        refresh();
    }

    /** Deltas of big objects and many threads are memory that a server of this size has not. */
    private static void configure(StoredConfig config) {
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setString("lsrefs", null, "unborn", "advertise");
        config.setBoolean("commitgraph", null, "readChangedPaths", true);
        config.setInt("pack", null, "threads", 1);
        config.setInt("pack", null, "windowMemory", 16 << 20);
        config.setInt("pack", null, "deltaCacheSize", 8 << 20);
        config.setInt("core", null, "bigFileThreshold", 8 << 20);
        config.setInt("core", null, "streamFileThreshold", 8 << 20);
    }
}
