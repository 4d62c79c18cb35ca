package dev.fairlead.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.timeline.LineStop;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.timeline.TimelineEvent;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class IssuesModuleTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Members members;
    @Autowired Issues issues;
    @Autowired Comments comments;
    @Autowired Timeline timeline;

    User administrator;
    User writer;
    User stranger;
    Project project;

    @BeforeEach
    void makesAProject() {
        var number = COUNT.incrementAndGet();
        administrator = user("chief" + number, true);
        writer = user("writer" + number, false);
        stranger = user("stranger" + number, false);
        project = projects.create(administrator, "ISS" + number, "Orders");
        members.grant(administrator, project, writer.name(), Role.WRITE);
    }

    @Test
    void numbersIssuesWithoutGapsWhenManyFileAtOnce() throws Exception {
        try (var people = Executors.newFixedThreadPool(6)) {
            var filings =
                    IntStream.range(0, 30)
                            .<Callable<String>>mapToObj(i -> () -> attempt(i))
                            .toList();
            var keys = new ArrayList<String>();
            for (Future<String> filing : people.invokeAll(filings)) {
                keys.add(filing.get());
            }
            keys.removeIf(String::isEmpty);
            assertThat(keys)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 20)
                                    .mapToObj(number -> project.key() + "-" + number)
                                    .toList());
        }
    }

    /** Every third is refused after it took its number, and gives it back. */
    private String attempt(int i) {
        try {
            var title = i % 3 == 0 ? " " : "Change " + i;
            return issues.file(writer, project, IssueType.TASK, title, "", null).key();
        } catch (Problem _) {
            return "";
        }
    }

    @Test
    void tellsTheStoryAndSetsTheLine() {
        var issue = file(IssueType.STORY, "Show VAT", null);
        assertThat(timeline.line(issue.key()).getFirst())
                .isEqualTo(
                        new LineStop(
                                Stop.ISSUE,
                                StopState.CURRENT,
                                "open · create a branch",
                                issue.url()));

        issues.move(Actor.FAIRLEAD, issue.key(), IssueStatus.IN_PROGRESS);
        issues.move(Actor.FAIRLEAD, issue.key(), IssueStatus.IN_PROGRESS);
        assertThat(timeline.line(issue.key()).getFirst().state()).isEqualTo(StopState.DONE);
        assertThat(timeline.events(issue.key(), 10))
                .extracting(TimelineEvent::text)
                .containsExactly("moved this to in progress", "filed this story");
    }

    @Test
    void refusesAnEditOfWhatSomebodyElseChanged() {
        var seen = file(IssueType.BUG, "Wrong total", null);
        var edited = issues.edit(writer, seen, "Wrong sum", "See *invoice*", writer);
        assertThat(edited.version()).isEqualTo(2);
        assertThat(edited.assignee()).isEqualTo(writer.id());
        assertThatThrownBy(() -> issues.edit(writer, seen, "Other", "", null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("was changed by somebody else");
    }

    @Test
    void assignsOnlyToMembers() {
        var seen = file(IssueType.BUG, "Wrong total", null);
        assertThatThrownBy(() -> issues.edit(writer, seen, "Wrong total", "", stranger))
                .hasMessageContaining("has no role in this project");
    }

    @Test
    void keepsEpicsAndSubTasksInOrder() {
        var epic = file(IssueType.EPIC, "Mail clean-up", null);
        var task = file(IssueType.TASK, "Remove SMTP logging", epic.key());
        file(IssueType.SUB_TASK, "Keep message ids", task.key());
        assertThat(issues.children(epic.key())).extracting(Issue::key).containsExactly(task.key());
        assertThatThrownBy(() -> file(IssueType.SUB_TASK, "Alone", null))
                .hasMessageContaining("a sub-task needs the key of an issue");
        assertThatThrownBy(() -> file(IssueType.TASK, "Nested", task.key()))
                .hasMessageContaining("is of the type task, which holds no task");
        assertThatThrownBy(() -> file(IssueType.EPIC, "Nested", epic.key()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> file(IssueType.TASK, "Lost", "ZZZ-1"))
                .hasMessageContaining("there is no issue \"ZZZ-1\"");
    }

    @Test
    void hidesIssuesFromStrangers() {
        var issue = file(IssueType.TASK, "Secret", null);
        assertThatThrownBy(() -> issues.require(stranger, issue.key(), Role.READ))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        assertThatThrownBy(() -> comments.add(stranger, issue, "hello"))
                .isInstanceOf(Problem.class);
        assertThat(projects.visibleTo(stranger)).isEmpty();
        assertThat(projects.visibleTo(writer)).containsExactly(project);
    }

    @Test
    void keepsCommentsInOrder() {
        var issue = file(IssueType.TASK, "Talk", null);
        comments.add(writer, issue, "first");
        comments.add(administrator, issue, "second\r\nline\0");
        assertThat(comments.of(issue))
                .extracting(Comment::text)
                .containsExactly("first", "second\nline");
        assertThatThrownBy(() -> comments.add(writer, issue, "  "))
                .hasMessage("text: must not be empty.");
    }

    @Test
    void findsIssuesByFilter() {
        var bug = file(IssueType.BUG, "Wrong % total", null);
        var task = file(IssueType.TASK, "Other", null);
        var bugs = new IssueFilter(null, IssueType.BUG, null, "");
        assertThat(issues.list(project, bugs, 0, 10)).containsExactly(bug);
        var text = new IssueFilter(null, null, null, "% TOTAL");
        assertThat(issues.list(project, text, 0, 10)).containsExactly(bug);
        assertThat(issues.list(project, IssueFilter.ALL, 0, 10)).containsExactly(task, bug);
    }

    @Test
    void refusesBadProjects() {
        assertThatThrownBy(() -> projects.create(administrator, "ord", "Orders"))
                .hasMessageContaining("key: must be 2 to 10 capital letters or digits");
        assertThatThrownBy(() -> projects.create(administrator, project.key(), "Again"))
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> projects.create(writer, "OTHER", "Orders"))
                .isInstanceOf(Problem.class);
    }

    private Issue file(IssueType type, String title, @Nullable String parent) {
        return issues.file(writer, project, type, title, "", parent);
    }

    private User user(String name, boolean isAdministrator) {
        return users.create(
                Actor.FAIRLEAD,
                name,
                name,
                name + "@example.org",
                "correct horse battery " + name,
                isAdministrator);
    }
}
