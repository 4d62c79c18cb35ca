package dev.fairlead.notify;

/** What a project's channels can be told of, by the key that scripts and receivers know. */
public enum NoticeEvent {
    DEPLOYMENT_WAITING(
            "deployment:waiting", "A deployment is decided and waits for its turn", Tone.NEUTRAL),
    DEPLOYMENT_STARTED("deployment:started", "A deployment begins", Tone.NEUTRAL),
    DEPLOYMENT_STUCK(
            "deployment:needs-person", "A step of a deployment needs a person", Tone.WARNING),
    DEPLOYMENT_VERIFIED("deployment:verified", "A deployment is verified", Tone.GOOD),
    DEPLOYMENT_FAILED("deployment:failed", "A deployment failed", Tone.BAD),
    DEPLOYMENT_STOPPED("deployment:stopped", "A deployment was stopped or skipped", Tone.WARNING),
    HOST_BEGAN("host:began", "The turn of a host begins", Tone.NEUTRAL),
    HOST_ENDED("host:ended", "The turn of a host is over", Tone.NEUTRAL),
    BUILD_BROKE("build:broke", "A build of a branch breaks", Tone.BAD),
    BUILD_FIXED("build:fixed", "A build of a branch is fixed", Tone.GOOD),
    RELEASED("release:released", "A release is published", Tone.GOOD);

    /** The event of a test, which nobody subscribes to. */
    static final String TEST = "test";

    /** How a receiver colours it, and whether it calls people. */
    enum Tone {
        NEUTRAL,
        GOOD,
        WARNING,
        BAD
    }

    private final String key;
    private final String words;
    private final Tone tone;

    NoticeEvent(String key, String words, Tone tone) {
        this.key = key;
        this.words = words;
        this.tone = tone;
    }

    public String key() {
        return key;
    }

    public String words() {
        return words;
    }

    Tone tone() {
        return tone;
    }

    static NoticeEvent of(String key) {
        var shown = key.length() <= 64 ? key : key.substring(0, 64) + "…";
        return EventKeys.find(values(), NoticeEvent::key, key, shown);
    }
}
