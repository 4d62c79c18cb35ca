package dev.fairlead.code.store;

import java.io.IOException;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/** Reads objects until a moment, so that every walk over them has an end in time. */
final class TimedReader extends DfsReader {
    private final long until;

    /**
     * @param until as {@link System#nanoTime} tells it
     */
    TimedReader(DfsObjDatabase objects, long until) {
        super(objects);
        this.until = until;
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        if (System.nanoTime() - until > 0) {
            throw new TimeIsUp();
        }
        return super.open(id, type);
    }
}
