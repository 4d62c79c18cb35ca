package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.store.TimeIsUp;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class ReaderModuleTest {
    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired Reader reader;
    @TempDir Path folder;

    private Repository repository;
    private String tip;

    @BeforeEach
    void pushesSomething() {
        var test = TestProject.create(settings, users, access, projects, repositories);
        var git = Git.init(folder, "writer");
        git.commit("a.txt", "a\n", "First");
        tip = git.commit("a.txt", "a\nb\n", "Second");
        git.run("push", "-q", test.url(test.administrator()), "main");
        repository = test.repository();
    }

    @Test
    void endsAWalkWhenItsTimeIsUp() {
        assertThatThrownBy(() ->
                        reader.walkFor(
                                Duration.ofNanos(-1),
                                repository,
                                (_, walk) -> Reader.commit(walk, tip)))
                .isInstanceOf(TimeIsUp.class);
    }

    @Test
    void endsAWalkThatJgitMakesByItself() {
        assertThatThrownBy(() -> blame(Duration.ofNanos(-1))).isInstanceOf(TimeIsUp.class);
        assertThat(blame(Duration.ofMinutes(1))).isEqualTo(2);
    }

    private int blame(Duration time) {
        return reader.walkFor(
                time,
                repository,
                (git, _) -> {
                    var parts = 0;
                    try (var blame = new BlameGenerator(git, "a.txt")) {
                        blame.push(null, ObjectId.fromString(tip));
                        while (blame.next()) {
                            parts++;
                        }
                    }
                    return parts;
                });
    }
}
