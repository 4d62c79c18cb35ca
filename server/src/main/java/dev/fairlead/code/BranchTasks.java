package dev.fairlead.code;

import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The tasks that Fairlead files for branches whose names need no key, so that what a machine
 * proposes has an issue like everything else. From then on the branch carries the task as if its
 * name did.
 */
@Component
public class BranchTasks {
    private final Projects projects;
    private final Issues issues;
    private final IssueLinkStore store;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    BranchTasks(
            Projects projects,
            Issues issues,
            IssueLinkStore store,
            Timeline timeline,
            ApplicationEventPublisher events) {
        this.projects = projects;
        this.issues = issues;
        this.store = store;
        this.timeline = timeline;
        this.events = events;
    }

    /** Whether the project excepts the branch from carrying a key. */
    public boolean isExcepted(Repository repository, String branch) {
        return !branch.equals(repository.defaultBranch())
                && projects.branchNaming(repository.projectId()).excepts(branch);
    }

    /**
     * Files the task in the current transaction, to be tied to the branch in it. It takes the
     * project's row; who holds heads has to come here first.
     */
    public Issue file(User author, Repository repository, String branch, String title) {
        return issues.fileTask(
                author,
                projects.get(repository.projectId()),
                title,
                "Filed by itself for the pull request from `%s` of %s."
                        .formatted(branch, repository));
    }

    /** The task that was filed for the branch before it went away, to be tied to it again. */
    public Optional<Issue> filedBefore(Repository repository, String branch, String issue) {
        return store.wasFiled(issue, repository.id(), branch)
                ? issues.find(issue)
                : Optional.empty();
    }

    /** Ties the branch to its task. */
    public void tie(Repository repository, String branch, String tip, Issue task) {
        store.file(task.key(), repository.id(), branch, tip);
        var url = new IssueBranch(repository, branch, tip, 0).url();
        timeline.stop(task.key(), Stop.BRANCH, StopState.DONE, branch, url);
        events.publishEvent(new IssueFiled(repository, branch, tip, task));
    }
}
