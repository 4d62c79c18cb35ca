package dev.fairlead.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.platform.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder;
    private Path file;
    private Secrets secrets;

    @BeforeEach
    void makeAKey() {
        file = folder.resolve("secret/key");
        secrets = new Secrets(null, file);
    }

    @Test
    void opensWhatItSealed() {
        var sealed = secrets.seal("webhook 1", "s3cret 🔑");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
        assertThat(secrets.open("webhook 1", sealed)).isEqualTo("s3cret 🔑");
        assertThat(secrets.seal("webhook 1", "s3cret 🔑")).isNotEqualTo(sealed);
    }

    @Test
    void keepsItsKeyInAFileThatNobodyElseReads() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var sealed = secrets.seal("a", "value");
        assertThat(new Secrets(null, file).open("a", sealed)).isEqualTo("value");
    }

    @Test
    void opensForTheSamePurposeOnly() {
        var sealed = secrets.seal("webhook 1", "value");
        refuses("webhook 2", sealed).withMessageContaining("was changed by somebody");
    }

    @Test
    void noticesEveryChangedByte() {
        var sealed = secrets.seal("a", "value");
        for (var i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            refuses("a", changed);
        }
        refuses("a", new byte[0]);
        refuses("a", new byte[] {1, 2, 3});
    }

    @Test
    void saysThatAnotherKeySealed() {
        var other = new Secrets(Base64.getEncoder().encodeToString(new byte[32]), file);
        refuses("a", other.seal("a", "value")).withMessageContaining("FAIRLEAD_SECRET_KEY");
    }

    @Test
    void startsWithNoKeyOfAnotherLength() {
        for (var key : new String[] {"short", "not base 64!", "AAAA"}) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> new Secrets(key, file))
                    .withMessage("FAIRLEAD_SECRET_KEY: must be 32 random bytes in Base64.")
                    .withMessageNotContaining(key + "\"");
        }
    }

    private org.assertj.core.api.ThrowableAssertAlternative<Unreadable> refuses(
            String purpose, byte[] sealed) {
        return assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> secrets.open(purpose, sealed));
    }
}
