package dev.fairlead.platform;

import dev.fairlead.problem.Problem;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server lives, and whether it can do anything: for supervisors and balancers. */
@RestController
class Health {
    private static final int PATIENCE_SECONDS = 2;
    private final DataSource database;

    Health(DataSource database) {
        this.database = database;
    }

    record Status(String status) {}

    @GetMapping("/healthz")
    Status lives() {
        return new Status("alive");
    }

    /** Asks the database; a busy pool and a database that is away look the same from outside. */
    @GetMapping("/readyz")
    Status isReady() {
        var answer =
                CompletableFuture.supplyAsync(this::databaseAnswers, Thread::startVirtualThread)
                        .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            if (answer.join()) {
                return new Status("ready");
            }
        } catch (CompletionException _) {
            // Told below.
        }
        throw Problem.unavailable("The database does not answer.");
    }

    private boolean databaseAnswers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
