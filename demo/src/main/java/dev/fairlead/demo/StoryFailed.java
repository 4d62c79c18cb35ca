package dev.fairlead.demo;

/** Something in the story did not hold; the message says what was expected and what came. */
public final class StoryFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoryFailed(String message) {
        super(message);
    }

    public StoryFailed(String message, Throwable cause) {
        super(message, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
