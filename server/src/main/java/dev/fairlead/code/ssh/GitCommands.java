package dev.fairlead.code.ssh;

import dev.fairlead.code.GitTransport;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.ActingAs;
import dev.fairlead.identity.Proven;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.SshKeys;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what a client asks for, as whose key it came with. */
@Component
class GitCommands {
    private static final Logger log = LoggerFactory.getLogger(GitCommands.class);

    private final GitTransport transport;
    private final Repositories repositories;
    private final SshKeys keys;

    GitCommands(GitTransport transport, Repositories repositories, SshKeys keys) {
        this.transport = transport;
        this.repositories = repositories;
        this.keys = keys;
    }

    /** What greets who asks for a shell. */
    String greeting(SshKey key) {
        return "Hi %s! This is Fairlead: it speaks git here and gives no shell. Try: git clone ssh://git@<this host>/<project>/<repository>.git"
                .formatted(keys.proven(key).user().name());
    }

    GitSession session(SshKey key, String command) {
        var asked = GitCommand.of(command);
        return asked.isEmpty()
                ? GitSession.saying(
                        "Fairlead speaks git here and nothing else: git-upload-pack or git-receive-pack on '/<project>/<repository>.git'.")
                : new GitSession((in, out, messages, protocol) ->
                        run(key, asked.get(), protocol, in, out, messages));
    }

    private int run(
            SshKey key,
            GitCommand command,
            @Nullable String protocol,
            InputStream in,
            OutputStream out,
            OutputStream messages)
            throws IOException {
        var proven = keys.proven(key);
        try {
            ActingAs.<@Nullable Object, IOException>call(
                    proven,
                    () -> {
                        serve(key, proven, command, protocol, in, out, messages);
                        return null;
                    });
            return 0;
        } catch (Problem refusal) {
            say(messages, "Fairlead: " + refusal.detail());
            return 1;
        } catch (RuntimeException e) {
            log.warn("Git over SSH failed for {}", proven.user().name(), e);
            say(messages, "Fairlead: something went wrong; its log says what.");
            return 1;
        }
    }

    private void serve(
            SshKey key,
            Proven proven,
            GitCommand command,
            @Nullable String protocol,
            InputStream in,
            OutputStream out,
            OutputStream messages)
            throws IOException {
        keys.used(key);
        var pushes = command.verb() == GitCommand.Verb.RECEIVE_PACK;
        var repository = repository(key, proven, command, pushes ? Role.WRITE : Role.READ);
        if (pushes) {
            transport.servePush(repository, proven.user(), in, out, messages);
        } else {
            transport.serveFetch(repository, protocol, in, out, messages);
        }
    }

    /** A deploy key opens no other repository of its project. */
    private Repository repository(SshKey key, Proven proven, GitCommand command, Role role) {
        var user = proven.user();
        var repository = repositories.require(user, command.project(), command.slug(), Role.READ);
        var deploy = key.deploy();
        if (deploy != null && deploy.repository() != repository.id()) {
            throw Problem.notFound(
                    "There is no repository %s/%s for this key."
                            .formatted(command.project(), command.slug()));
        }
        if (deploy != null && !deploy.writes() && role != Role.READ) {
            throw Problem.forbidden("This deploy key may only read.");
        }
        return repositories.require(user, command.project(), command.slug(), role);
    }

    private static void say(OutputStream messages, String sentence) throws IOException {
        messages.write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
        messages.flush();
    }
}
