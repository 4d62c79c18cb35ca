package dev.fairlead.code;

import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A project of one test with a repository, an administrator, a writer and a reader. Its branches
 * need no issue's key, because few tests are about names.
 */
public record TestProject(
        Project project,
        Repository repository,
        User administrator,
        User writer,
        User reader,
        String authority) {
    private static final AtomicInteger COUNT = new AtomicInteger();
    public static final String PASSWORD = "correct horse battery";

    public static TestProject create(
            Settings settings,
            Users users,
            Access access,
            Projects projects,
            Repositories repositories) {
        var number = COUNT.incrementAndGet();
        var administrator = user(users, "administrator", number, true);
        var project = projects.create(administrator, "CODE" + number, "Project " + number);
        projects.nameBranches(administrator, project, BranchNaming.of(false, List.of()));
        var writer = user(users, "writer", number, false);
        var reader = user(users, "reader", number, false);
        var by = administrator.actor();
        access.grant(by, project.id(), project.key(), writer, Role.WRITE);
        access.grant(by, project.id(), project.key(), reader, Role.READ);
        return new TestProject(
                project,
                repositories.create(administrator, project, "orders"),
                administrator,
                writer,
                reader,
                settings.baseUrl().getAuthority());
    }

    /** The clone address with a user's name and password in it. */
    public String url(User user) {
        return "http://%s:%s@%s%s"
                .formatted(
                        user.name(),
                        PASSWORD.replace(" ", "%20"),
                        authority,
                        repository.clonePath());
    }

    private static User user(Users users, String role, int number, boolean administrator) {
        var name = "code-" + role + number;
        return users.create(
                Actor.FAIRLEAD, name, name, name + "@example.org", PASSWORD, administrator);
    }
}
