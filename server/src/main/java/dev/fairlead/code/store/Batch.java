package dev.fairlead.code.store;

import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The refs of one push: all of them move or none, whatever the client asked for. */
final class Batch extends BatchRefUpdate {
    private static final Logger log = LoggerFactory.getLogger(Batch.class);

    private final GitRepository repository;

    Batch(RowRefs refs, GitRepository repository) {
        super(refs);
        this.repository = repository;
        setAtomic(true);
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options)
            throws IOException {
        var commands = ReceiveCommand.filter(getCommands(), Result.NOT_ATTEMPTED);
        if (commands.isEmpty()) {
            return;
        }
        var changes = RefChange.of(commands, walk, false);
        if (!isAllowNonFastForwards() && refuseForced(commands)) {
            ReceiveCommand.abort(commands);
            return;
        }
        try {
            repository.store().refs().apply(repository, changes, repository.listener());
            commands.forEach(Batch::tellWhy);
        } catch (Problem problem) {
            refuse(commands, problem.detail());
        } catch (UnknownOutcome e) {
            log.error("The outcome of a push to {} is unknown", repository.id(), e);
            refuse(commands, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("A push to repository {} failed; nothing of it is kept", repository.id(), e);
            refuse(commands, "Fairlead failed to store the push; nothing of it is kept. Try again");
        }
    }

    private static boolean refuseForced(List<ReceiveCommand> commands) {
        var refused = false;
        for (var command : commands) {
            if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
                command.setResult(Result.REJECTED_NONFASTFORWARD);
                refused = true;
            }
        }
        return refused;
    }

    /** Git shows the reason of a lock failure as "failed to lock" only. */
    private static void tellWhy(ReceiveCommand command) {
        if (command.getResult() == Result.LOCK_FAILURE) {
            command.setResult(Result.REJECTED_OTHER_REASON, command.getMessage());
        }
    }

    private static void refuse(List<ReceiveCommand> commands, String why) {
        commands.forEach(command -> command.setResult(Result.REJECTED_OTHER_REASON, why));
    }
}
