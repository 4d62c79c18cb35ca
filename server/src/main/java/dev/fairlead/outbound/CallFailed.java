package dev.fairlead.outbound;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No whole answer came, in a sentence that a user can read. */
public final class CallFailed extends IOException {
    private static final long serialVersionUID = 1;

    CallFailed(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
