package dev.fairlead.secret;

/** A sealed value does not open: another key sealed it, or somebody changed it. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String sentence) {
        super(sentence);
    }
}
