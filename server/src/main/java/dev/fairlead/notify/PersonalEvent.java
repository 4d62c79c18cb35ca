package dev.fairlead.notify;

/** What a person may want to get by mail. */
public enum PersonalEvent {
    BUILD_BROKE("build-broke", "A build breaks on a commit that I pushed"),
    REVIEW_ASKED("review-asked", "Somebody asks me to review a pull request"),
    PROMOTION_WAITS("promotion-waits", "A release waits for me to promote it"),
    DEPLOYMENT_FAILED("deployment-failed", "A deployment that I decided fails");

    private final String key;
    private final String words;

    PersonalEvent(String key, String words) {
        this.key = key;
        this.words = words;
    }

    public String key() {
        return key;
    }

    public String words() {
        return words;
    }

    static PersonalEvent of(String key) {
        return EventKeys.find(values(), PersonalEvent::key, key, ChatWords.line(key, 64));
    }
}
