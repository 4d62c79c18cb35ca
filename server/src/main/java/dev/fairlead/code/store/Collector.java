package dev.fairlead.code.store;

import dev.fairlead.code.store.RefTransaction.Outrun;
import dev.fairlead.work.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.dfs.DfsGarbageCollector;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Packs a repository anew and writes its bitmaps, which make clones as fast as native git's, and
 * its commit-graph, which tells of most commits without opening a tree that they left a path alone.
 * Pushes and readers go on meanwhile; of two collectors at once the slower one gives up.
 */
@Component
class Collector {
    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    /** Raised by the push that makes a repository due. */
    static final String TOPIC = "git-collector";

    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration GARBAGE_TIME = Duration.ofHours(25);

    private final GitStore store;
    private final CollectorRows rows;

    Collector(GitStore store, CollectorRows rows, Workers workers) {
        this.store = store;
        this.rows = rows;
        workers.loop("git-collector", TOPIC, Duration.ofSeconds(10), this::collectNext);
    }

    private boolean collectNext() {
        var due = rows.claim(LEASE);
        due.ifPresent(this::collectOrPause);
        return due.isPresent();
    }

    private void collectOrPause(long repository) {
        try {
            collect(repository);
            rows.collected(repository, GARBAGE_TIME);
        } catch (Outrun e) {
            log.info("Collecting repository {} is left to another: {}", repository, e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.warn("Collecting repository {} failed; next try in {}", repository, PAUSE, e);
            rows.failed(repository, PAUSE);
        }
    }

    void collect(long repository) throws IOException {
        try (var open = store.open(repository)) {
            var config = new PackConfig(open);
            config.setIndexVersion(2);
            new DfsGarbageCollector(open)
                    .setPackConfig(config)
                    .setWriteCommitGraph(true)
                    .setWriteBloomFilter(true)
                    .setGarbageTtl(1, TimeUnit.DAYS)
                    .pack(NullProgressMonitor.INSTANCE);
        }
    }
}
