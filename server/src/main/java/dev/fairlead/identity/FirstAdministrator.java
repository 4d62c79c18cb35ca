package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.platform.Settings;
import dev.fairlead.platform.StartRefused;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the user {@code admin} at the first start, when there is nobody yet. */
@Component
class FirstAdministrator implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "admin";

    private final Users users;
    private final UserStore store;
    private final Settings settings;

    FirstAdministrator(Users users, UserStore store, Settings settings) {
        this.users = users;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!store.none()) {
            return;
        }
        var given = settings.adminPassword();
        if (given == null) {
            var file = settings.shared().resolve("admin-password");
            var password = kept(file);
            create(password);
            log.info(
                    "The first administrator is {} with the password {} (kept in {}).",
                    NAME,
                    password,
                    file);
        } else {
            create(given);
            log.info("The first administrator is {} with the password given.", NAME);
        }
    }

    private void create(String password) {
        try {
            users.create(
                    Actor.FAIRLEAD,
                    NAME,
                    "Administrator",
                    "admin@fairlead.invalid",
                    password,
                    true);
        } catch (Problem problem) {
            if (users.byName(NAME).isEmpty()) {
                throw new StartRefused(
                        "FAIRLEAD_ADMIN_PASSWORD was refused: " + problem.detail() + ".",
                        "Choose another one, or leave it out to have one made.");
            }
            // Another server that starts on the same database was faster.
        }
    }

    /** Kept before it is used: a start that was killed in between finds the same one again. */
    private static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file, Secrets.random().substring(0, 24));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String password) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var ownersOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out =
                FileChannel.open(
                        unfinished,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownersOnly)) {
            out.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
