package dev.fairlead.secret;

import dev.fairlead.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Seals values for a purpose and opens them for the same purpose only. */
@Component
public class Secrets {
    /** Below the data folder, and left out of every backup. */
    static final String FILE = "secret/key";

    private final MasterKey key;

    @Autowired
    Secrets(Settings settings) {
        this(settings.secretKey(), settings.shared().resolve(FILE));
    }

    Secrets(@Nullable String key, Path file) {
        this.key = MasterKey.of(key, file);
    }

    /**
     * Seals a value.
     *
     * @param purpose what it is for and whose it is, so that its row cannot pass for another's
     */
    public byte[] seal(String purpose, String value) {
        return Sealed.seal(key, purpose, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens what was sealed for the purpose.
     *
     * @throws Unreadable with a sentence, when another key or another purpose sealed it
     */
    public String open(String purpose, byte[] sealed) {
        return new String(Sealed.open(key, purpose, sealed), StandardCharsets.UTF_8);
    }
}
