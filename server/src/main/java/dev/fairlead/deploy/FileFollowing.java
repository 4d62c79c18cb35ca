package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.deploy.EnvironmentFileStore.Owed;
import dev.fairlead.deploy.EnvironmentStore.Origin;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.plan.PlanError;
import dev.fairlead.problem.Problem;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes versions out of what was merged into a file that keeps environments: all that it says, or
 * nothing and a sentence that says why.
 */
@Component
class FileFollowing {
    private static final Logger log = LoggerFactory.getLogger(FileFollowing.class);
    private static final String STATUS = "fairlead-environments";

    private final EnvironmentFileStore store;
    private final FileReading reading;
    private final Environments environments;
    private final Projects projects;
    private final Repositories repositories;
    private final CommitStatuses statuses;
    private final Users users;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FileFollowing(
            EnvironmentFileStore store,
            FileReading reading,
            Environments environments,
            Projects projects,
            Repositories repositories,
            CommitStatuses statuses,
            Users users,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.reading = reading;
        this.environments = environments;
        this.projects = projects;
        this.repositories = repositories;
        this.statuses = statuses;
        this.users = users;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Takes the transaction back, and with it all that was made of the file so far. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Owed owed;

        Refused(Owed owed, String sentence) {
            super(sentence);
            this.owed = owed;
        }
    }

    /** Follows the file of one commit; false when there was none to follow. */
    boolean followNext() {
        try {
            return Boolean.TRUE.equals(transaction.execute(_ -> follow()));
        } catch (Refused refused) {
            transaction.executeWithoutResult(_ -> refuse(refused));
            return true;
        }
    }

    private boolean follow() {
        var owed = store.next();
        owed.ifPresent(one -> {
            try {
                apply(one);
            } catch (PlanError wrong) {
                throw new Refused(one, wrong.sentence());
            } catch (Problem wrong) {
                throw new Refused(one, wrong.detail());
            } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException bug) {
                // One commit that cannot be read must not hold up those of other projects.
                log.error("The environments of {} could not be read.", one, bug);
                throw new Refused(one, "it could not be read; the server's log says why");
            }
        });
        return owed.isPresent();
    }

    private void apply(Owed owed) {
        var file = store.find(owed.projectId()).orElseThrow();
        var project = projects.get(owed.projectId());
        var repository = repositories.get(file.repositoryId());
        var read = reading.read(file, repository, owed.commit());
        var origin = new Origin(owed.by(), read.writers(), null, owed.commit());
        var by = users.get(owed.by()).actor();
        var changed =
                read.file().definitions().entrySet().stream()
                        .filter(one -> keep(one.getKey(), read.file(), project, by, origin))
                        .count();
        var names = read.file().definitions().keySet();
        store.keep(project.id(), names);
        store.followed(project.id(), owed.commit());
        store.done(owed.id());
        say(
                project,
                repository,
                owed,
                CommitStatus.State.SUCCESSFUL,
                names.size() + " environments, " + changed + " changed");
    }

    private boolean keep(
            String name, EnvironmentsYaml file, Project project, Actor by, Origin origin) {
        try {
            return environments.keep(by, project, name, file.definition(name), origin);
        } catch (Problem refused) {
            throw file.refused(name, refused);
        }
    }

    private void refuse(Refused refused) {
        var owed = refused.owed;
        var sentence = String.valueOf(refused.getMessage());
        var file = store.find(owed.projectId());
        store.refused(owed.projectId(), owed.commit(), sentence);
        store.done(owed.id());
        file.ifPresent(one ->
                say(
                        projects.get(owed.projectId()),
                        repositories.get(one.repositoryId()),
                        owed,
                        CommitStatus.State.FAILED,
                        sentence));
    }

    private void say(
            Project project,
            Repository repository,
            Owed owed,
            CommitStatus.State state,
            String description) {
        var more = new CommitStatus.More(shortened(description), null, null, null, null, null);
        statuses.set(
                repository,
                owed.commit(),
                new CommitStatus(
                        STATUS,
                        state,
                        "Environments of " + project.key(),
                        "/projects/" + project.key() + "/environment-file",
                        null,
                        clock.instant(),
                        more));
    }

    private static String shortened(String text) {
        return text.length() <= 255 ? text : text.substring(0, 254) + "…";
    }
}
