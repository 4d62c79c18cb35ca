package dev.fairlead.notify;

import dev.fairlead.secret.Secrets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What channels know that nobody is shown again: tokens, and addresses that are as good as one. */
@Component
class ChannelSecrets {
    private final JdbcClient jdbc;
    private final Secrets secrets;

    ChannelSecrets(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** Nothing where the secret is null or empty. */
    void set(long channel, @Nullable String secret) {
        jdbc.sql("update channel set secret = :secret::bytea where id = :id")
                .param("id", channel)
                .param(
                        "secret",
                        secret == null || secret.isEmpty()
                                ? null
                                : secrets.seal(purpose(channel), secret))
                .update();
    }

    Optional<String> of(long channel) {
        return jdbc.sql("select secret from channel where id = ? and secret is not null")
                .param(channel)
                .query(byte[].class)
                .optional()
                .map(sealed -> secrets.open(purpose(channel), sealed));
    }

    /** The word is older than channels, and what was sealed then has to open. */
    private static String purpose(long channel) {
        return "webhook " + channel;
    }
}
