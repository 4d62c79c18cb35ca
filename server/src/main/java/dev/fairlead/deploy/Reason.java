package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;

/**
 * One rule of promotion: whether it holds, and the sentence that says so or says why not.
 *
 * @param permission whether it is about who promotes (403), rather than about what (409)
 */
public record Reason(boolean holds, String sentence, boolean permission) {
    static Reason holds(String sentence) {
        return new Reason(true, sentence, false);
    }

    static Reason notAllowed(String sentence) {
        return new Reason(false, sentence, true);
    }

    static Reason notNow(String sentence) {
        return new Reason(false, sentence, false);
    }

    Problem refusal() {
        return permission ? Problem.forbidden(sentence) : Problem.conflict(sentence);
    }
}
