package dev.fairlead.code;

import java.io.IOException;

/** An import cannot go on, in a sentence for who asked for it. */
final class ImportFailed extends IOException {
    private static final long serialVersionUID = 1;

    ImportFailed(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
