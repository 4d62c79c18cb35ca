package dev.fairlead.problem;

import org.jspecify.annotations.Nullable;

/**
 * A refusal with an HTTP status and a sentence: what was found, what the rule is, what to do.
 * Rendered as RFC 9457 problem detail for REST and git, and as a page or beside the field for a
 * browser.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final @Nullable String field;

    protected Problem(int status, @Nullable String field, String detail) {
        super(detail);
        this.status = status;
        this.field = field;
    }

    /** 400 with the field that was refused. */
    public static Problem invalid(String field, String detail) {
        return new Problem(400, field, detail);
    }

    /** 403: the caller may see the thing but may not do this to it. */
    public static Problem forbidden(String detail) {
        return new Problem(403, null, detail);
    }

    /** 404: there is no such thing, or the caller may not know that there is. */
    public static Problem notFound(String detail) {
        return new Problem(404, null, detail);
    }

    /** 409: the thing is not in a state that allows this. */
    public static Problem conflict(String detail) {
        return new Problem(409, null, detail);
    }

    /** 413: a limit was passed; the sentence names it. */
    public static Problem tooLarge(String detail) {
        return new Problem(413, null, detail);
    }

    /** 415: the body is of a type that is not taken here. */
    public static Problem unsupported(String detail) {
        return new Problem(415, null, detail);
    }

    /** 426: the caller is too old for this server. */
    public static Problem outdated(String detail) {
        return new Problem(426, null, detail);
    }

    /** 429: too many of something; the sentence names the limit. */
    public static Problem tooMany(String detail) {
        return new Problem(429, null, detail);
    }

    /** 503: something that is needed is away. */
    public static Problem unavailable(String detail) {
        return new Problem(503, null, detail);
    }

    public int status() {
        return status;
    }

    /** The name of the request's field that was refused, or null. */
    public @Nullable String field() {
        return field;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
