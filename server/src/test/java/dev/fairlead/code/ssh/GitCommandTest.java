package dev.fairlead.code.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.code.ssh.GitCommand.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCommandTest {
    @Test
    void readsWhatGitSends() {
        assertThat(GitCommand.of("git-upload-pack '/ORD/orders.git'"))
                .contains(new GitCommand(Verb.UPLOAD_PACK, "ORD", "orders"));
        assertThat(GitCommand.of("git receive-pack 'ord/Orders.git'"))
                .contains(new GitCommand(Verb.RECEIVE_PACK, "ORD", "orders"));
        assertThat(GitCommand.of("git-upload-pack '/scm/ORD/or.ders-2'"))
                .contains(new GitCommand(Verb.UPLOAD_PACK, "ORD", "or.ders-2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ls",
                "git-upload-pack /ORD/orders.git",
                "git-upload-pack '/ORD/orders.git' --exec=x",
                "git-upload-pack --exec=x '/ORD/orders.git'",
                "git-upload-pack '/ORD/../orders.git'",
                "git-upload-pack '/-x/orders.git'",
                "git-upload-pack '/ORD/-orders.git'",
                "git-upload-pack '/ORD/orders.git'; sh",
                "git-upload-pack '/ORD/$(id).git'",
                "git-upload-pack '/ORD/or\\'ders.git'",
                "git-upload-pack '/ORD/orders\0.git'",
                "git-upload-pack '/ORD/orders.git'\n",
                "git-upload-archive '/ORD/orders.git'",
                "scp -t /tmp",
                "git-shell -c 'git-upload-pack /x'",
                "GIT-UPLOAD-PACK '/ORD/orders.git'",
                "git-upload-pack '/ÖRD/orders.git'",
            })
    void takesNothingElse(String command) {
        assertThat(GitCommand.of(command)).isEmpty();
    }

    @Test
    void takesNothingVeryLong() {
        assertThat(GitCommand.of("git-upload-pack '/ORD/" + "a".repeat(4_096) + ".git'")).isEmpty();
    }
}
