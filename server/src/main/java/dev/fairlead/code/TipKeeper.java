package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.work.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Ends the time in which lost tips can be restored. A tip with a commit that some row names goes
 * under one hidden ref for good, as a parent of its commit; the others are left to the collector.
 * One ref, because a repository's refs are read as a whole with every change.
 */
@Component
class TipKeeper {
    private static final Logger log = LoggerFactory.getLogger(TipKeeper.class);
    private static final String KEEP = GitRepository.HIDDEN + "keep";
    private static final int ASKED_AT_ONCE = 1_000;

    private final LostTipStore store;
    private final GitStore git;
    private final List<NamedCommits> namers;
    private final Clock clock;

    TipKeeper(LostTipStore store, GitStore git, List<NamedCommits> namers, Clock clock) {
        this.store = store;
        this.git = git;
        this.namers = namers;
        this.clock = clock;
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop("lost tips", "lost-tips", Duration.ofMinutes(10), this::workOnce);
    }

    /** Ends the time of one repository's tips; false when there is none. */
    boolean workOnce() {
        var now = clock.instant();
        var due = store.withExpired(now);
        return due.isPresent() && end(due.get(), now);
    }

    private boolean end(long repository, Instant now) {
        try (var open = git.open(repository);
                var walk = new RevWalk(open)) {
            var held = store.held(repository, now);
            var over =
                    open.getRefDatabase().getRefsByPrefix(GitRepository.TIPS).stream()
                            .filter(ref -> !held.contains(ref.getObjectId().name()))
                            .toList();
            var commands = new ArrayList<ReceiveCommand>();
            over.forEach(ref -> commands.add(delete(ref)));
            var kept = kept(open, walk, repository, over);
            if (!kept.isEmpty()) {
                commands.add(keep(open, walk, kept));
            }
            return open.update(commands, _ -> settle(repository, over, now));
        } catch (LostAgain e) {
            log.info("A tip of repository {} was lost again meanwhile", repository);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Thrown where a tip that is to go has just got its time anew. */
    private static final class LostAgain extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs under the lock that every loss takes, too. */
    private void settle(long repository, List<Ref> over, Instant now) {
        var tips = over.stream().map(ref -> ref.getObjectId().name()).toList();
        if (!Collections.disjoint(store.held(repository, now), tips)) {
            throw new LostAgain();
        }
        store.deleteExpired(repository, now);
    }

    /** The tips that some row needs, be it for one commit of many. */
    private List<RevCommit> kept(GitRepository open, RevWalk walk, long repository, List<Ref> over)
            throws IOException {
        var going = over.stream().map(Ref::getName).collect(Collectors.toSet());
        var staying =
                open.getRefDatabase().getRefs().stream()
                        .filter(ref -> ref.getObjectId() != null && !going.contains(ref.getName()))
                        .map(Ref::getObjectId)
                        .toList();
        var kept = new ArrayList<RevCommit>();
        for (var ref : over) {
            if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit tip
                    && isNamed(walk, repository, tip, staying)) {
                kept.add(tip);
            }
        }
        return kept;
    }

    private boolean isNamed(RevWalk walk, long repository, RevCommit tip, List<ObjectId> staying)
            throws IOException {
        walk.reset();
        walk.markStart(tip);
        for (var ref : staying) {
            if (walk.peel(walk.parseAny(ref)) instanceof RevCommit commit) {
                walk.markUninteresting(commit);
            }
        }
        var some = new ArrayList<String>();
        for (RevCommit commit; (commit = walk.next()) != null; ) {
            some.add(commit.name());
            if (some.size() == ASKED_AT_ONCE) {
                if (isNamed(repository, some)) {
                    return true;
                }
                some.clear();
            }
        }
        return !some.isEmpty() && isNamed(repository, some);
    }

    private boolean isNamed(long repository, List<String> commits) {
        return namers.stream().anyMatch(namer -> !namer.named(repository, commits).isEmpty());
    }

    private ReceiveCommand keep(GitRepository open, RevWalk walk, List<RevCommit> kept)
            throws IOException {
        var before = open.getRefDatabase().exactRef(KEEP);
        var parents = new ArrayList<ObjectId>(kept);
        if (before != null) {
            parents.addFirst(before.getObjectId());
        }
        var commit = new CommitBuilder();
        commit.setTreeId(walk.parseCommit(kept.getFirst()).getTree());
        commit.setParentIds(parents);
        commit.setAuthor(
                new PersonIdent(
                        "Fairlead", "fairlead@localhost", clock.instant(), clock.getZone()));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("Keep what builds, approvals and releases name\n");
        try (var inserter = open.newObjectInserter()) {
            var id = inserter.insert(commit);
            inserter.flush();
            var from = before == null ? ObjectId.zeroId() : before.getObjectId();
            return new ReceiveCommand(from, id, KEEP);
        }
    }

    private static ReceiveCommand delete(Ref ref) {
        return new ReceiveCommand(ref.getObjectId(), ObjectId.zeroId(), ref.getName());
    }
}
