package dev.fairlead.notify;

/** What a webhook can be told of, by the key that its receivers know. */
public enum WebhookEvent {
    REFS_CHANGED("repo:refs_changed", "A branch or tag is pushed, made or deleted"),
    OPENED("pr:opened", "A pull request is opened, or opened again"),
    FROM_REF_UPDATED("pr:from_ref_updated", "The source branch of a pull request moves"),
    MERGED("pr:merged", "A pull request is merged"),
    DECLINED("pr:declined", "A pull request is declined"),
    COMMENT_ADDED("pr:comment:added", "Somebody comments on a pull request"),
    APPROVED("pr:reviewer:approved", "Somebody approves a pull request");

    /** The event of a test, which nobody subscribes to. */
    static final String PING = "diagnostics:ping";

    private final String key;
    private final String words;

    WebhookEvent(String key, String words) {
        this.key = key;
        this.words = words;
    }

    public String key() {
        return key;
    }

    public String words() {
        return words;
    }

    static WebhookEvent of(String key) {
        return EventKeys.find(values(), WebhookEvent::key, key, key);
    }
}
