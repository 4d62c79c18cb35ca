package dev.fairlead.deploy;

/** What follows when a deployment has failed. */
public enum OnFailure {
    /** It stays as it is until a person says how it goes on. */
    STOP("stop"),
    /** The release that ran before comes back by itself. */
    ROLL_BACK("roll-back");

    private final String word;

    OnFailure(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static OnFailure read(Fields definition) {
        var rule = "must be stop or roll-back";
        var given = definition.optionalText("onFailure", "stop|roll-back", rule);
        return ROLL_BACK.word.equals(given) ? ROLL_BACK : STOP;
    }
}
