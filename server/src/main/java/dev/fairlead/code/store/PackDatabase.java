package dev.fairlead.code.store;

import dev.fairlead.blob.NamedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packs of one repository as one request sees them: those of its state, and those that it wrote
 * itself. The latter are pending, invisible to everybody else, until a change of refs takes them
 * along; this is the quarantine of a push.
 */
final class PackDatabase extends DfsObjDatabase {
    private static final Logger log = LoggerFactory.getLogger(PackDatabase.class);
    private static final int STREAM_FROM = 8 << 20;

    private final GitRepository repository;
    private final NamedFiles files;
    private final Set<DfsPackDescription> pending = new LinkedHashSet<>();

    PackDatabase(GitRepository repository, NamedFiles files) {
        super(
                repository,
                new DfsReaderOptions()
                        .setStreamFileThreshold(STREAM_FROM)
                        .setDeltaBaseCacheLimit(8 << 20));
        this.repository = repository;
        this.files = files;
    }

    @Override
    public DfsReader newReader() {
        var until = repository.until();
        return until == null ? super.newReader() : new TimedReader(this, until);
    }

    @Override
    protected List<DfsPackDescription> listPacks() throws IOException {
        var packs = new ArrayList<>(repository.state().packs());
        packs.addAll(pending);
        return packs;
    }

    @Override
    protected DfsPackDescription newPack(PackSource source) {
        return new DfsPackDescription(
                repository.getDescription(), "pack-" + UUID.randomUUID(), source);
    }

    @Override
    protected DfsOutputStream writeFile(DfsPackDescription pack, PackExt ext) throws IOException {
        return new PackOutput(files.write(name(pack, ext)));
    }

    @Override
    protected ReadableChannel openFile(DfsPackDescription pack, PackExt ext) throws IOException {
        return new PackChannel(files.open(name(pack, ext)));
    }

    /** With packs to replace it is the collector who commits; otherwise the packs are pending. */
    @Override
    protected void commitPackImpl(
            Collection<DfsPackDescription> packs, Collection<DfsPackDescription> replaced)
            throws IOException {
        files.keep(packs.stream().flatMap(pack -> names(pack).stream()).toList());
        if (replaced == null) {
            pending.addAll(packs);
        } else {
            repository.replacePacks(packs, replaced);
        }
        clearCache();
    }

    @Override
    protected void rollbackPack(Collection<DfsPackDescription> packs) {
        packs.forEach(this::delete);
    }

    @Override
    public long getApproximateObjectCount() {
        try {
            return listPacks().stream().mapToLong(DfsPackDescription::getObjectCount).sum();
        } catch (IOException _) {
            return -1;
        }
    }

    List<DfsPackDescription> pending() {
        return List.copyOf(pending);
    }

    /** From here on the packs belong to rows, or to the sweeper where that is not known. */
    void settled() {
        pending.clear();
    }

    void refresh() {
        clearCache();
    }

    /** Removes what nobody else ever saw. */
    void discardPending() {
        pending.forEach(this::delete);
        pending.clear();
    }

    private void delete(DfsPackDescription pack) {
        for (var ext : PackExt.values()) {
            try {
                files.delete(name(pack, ext));
            } catch (IOException e) {
                log.warn("{} is left to the sweeper: {}", pack.getFileName(ext), e.getMessage());
            }
        }
    }

    private List<String> names(DfsPackDescription pack) {
        var names = new ArrayList<String>();
        for (var ext : PackExt.values()) {
            if (pack.hasFileExt(ext)) {
                names.add(name(pack, ext));
            }
        }
        return names;
    }

    private String name(DfsPackDescription pack, PackExt ext) {
        return PackFiles.name(repository.id(), pack.getPackName(), ext);
    }
}
