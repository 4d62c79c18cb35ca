package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.User;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a repository that was empty calls its default branch after its first push or import. */
@Component
class DefaultBranches {
    /** What git called it before. */
    private static final String OLDER = "master";

    private final RepositoryStore store;
    private final GitStore git;
    private final Audit audit;

    DefaultBranches(RepositoryStore store, GitStore git, Audit audit) {
        this.store = store;
        this.git = git;
        this.audit = audit;
    }

    /** An older project, pushed whole into an empty repository, keeps the name it has. */
    static Optional<String> kept(Repository repository, Collection<ReceiveCommand> commands) {
        var made =
                commands.stream()
                        .filter(command -> command.getType() == ReceiveCommand.Type.CREATE)
                        .map(ReceiveCommand::getRefName)
                        .toList();
        return !made.contains(Constants.R_HEADS + repository.defaultBranch())
                        && made.contains(Constants.R_HEADS + OLDER)
                ? Optional.of(OLDER)
                : Optional.empty();
    }

    /** In the transaction that brings the branch, before anything else reads the repository. */
    @Transactional(propagation = Propagation.MANDATORY)
    void become(User by, Repository repository, String branch) {
        if (repository.defaultBranch().equals(branch)) {
            return;
        }
        git.moveHead(repository.id(), branch);
        store.setDefaultBranch(repository.id(), branch);
        audit.record(
                by.actor(),
                "repository.default-branch-changed",
                repository.toString(),
                Map.of("from", repository.defaultBranch(), "to", branch));
    }
}
