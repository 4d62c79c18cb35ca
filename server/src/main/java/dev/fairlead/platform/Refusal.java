package dev.fairlead.platform;

import dev.fairlead.problem.Problem;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** What the caller is told: a status, a sentence, and the field it is about where there is one. */
record Refusal(int status, String detail, @Nullable String field, @Nullable Problem problem) {
    Refusal(int status, String detail, @Nullable String field) {
        this(status, detail, field, null);
    }

    static Refusal of(Problem problem) {
        return new Refusal(problem.status(), problem.detail(), problem.field(), problem);
    }

    /** The title is the status in words; the sentence is the detail. */
    String title() {
        var known = HttpStatus.resolve(status);
        return known == null ? "Error " + status : known.getReasonPhrase();
    }

    /** For what was refused before it reached a controller, where only the status is known. */
    static Refusal of(int status) {
        var detail =
                switch (status) {
                    case 400 ->
                            "The request could not be understood. Check its address and headers.";
                    case 401 -> "Log in first.";
                    case 403 -> "You may not do this.";
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This address does not take this method.";
                    case 413 -> "The request is larger than this server takes.";
                    default -> "The server could not answer. Its log says more.";
                };
        return new Refusal(status, detail, null);
    }

    /** What an exception means for the caller; null for a bug, which only the log is told about. */
    static @Nullable Refusal of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> of(problem);
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case TypeMismatchException mismatch -> mismatch(mismatch);
            case ErrorResponse response -> response(response);
            case InvalidParameterException _ -> of(400);
            case DataIntegrityViolationException e when holdsNul(e) ->
                    new Refusal(400, "The request holds a NUL, which no text here may have.", null);
            case PessimisticLockingFailureException _ ->
                    new Refusal(503, "Somebody else changed this just now. Try again.", null);
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _ ->
                    new Refusal(
                            503,
                            "The database does not answer at the moment. Try again in a few"
                                    + " seconds.",
                            null);
            default -> null;
        };
    }

    /** PostgreSQL keeps every character but this one; any field of a request may hold it. */
    private static boolean holdsNul(DataIntegrityViolationException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql
                && "22021".equals(sql.getSQLState());
    }

    private static Refusal response(ErrorResponse response) {
        var status = response.getStatusCode().value();
        var detail = response.getBody().getDetail();
        return detail == null || status == 404 ? of(status) : new Refusal(status, detail, null);
    }

    private static Refusal mismatch(TypeMismatchException mismatch) {
        var field = mismatch.getPropertyName();
        var reason = reason(mismatch);
        var detail = reason == null ? rule(mismatch) : reason;
        var named = field == null || detail.startsWith(field) ? detail : field + ": " + detail;
        return new Refusal(400, named, field);
    }

    private static String rule(TypeMismatchException mismatch) {
        var type = mismatch.getRequiredType();
        return type != null
                        && Number.class.isAssignableFrom(
                                ClassUtils.resolvePrimitiveIfNecessary(type))
                ? "must be a whole number, was \"" + mismatch.getValue() + "\"."
                : "must not be \"" + mismatch.getValue() + "\".";
    }

    private static Refusal unreadable(HttpMessageNotReadableException unreadable) {
        if (!(unreadable.getCause() instanceof JacksonException json)) {
            return new Refusal(400, "The request needs a JSON body.", null);
        }
        var field = json instanceof DatabindException ? path(json) : null;
        var reason = reason(json);
        if (reason != null) {
            return new Refusal(400, reason, field);
        }
        var where = field == null ? "The body" : field;
        return new Refusal(400, where + ": " + firstLine(json.getOriginalMessage()), field);
    }

    private static @Nullable String path(JacksonException json) {
        var path =
                json.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getPropertyName())
                        .reduce("", String::concat);
        return path.isEmpty() ? null : path.replaceFirst("^\\.", "");
    }

    /** The sentence of the record that refused the value, where one did. */
    private static @Nullable String reason(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem || cause.getClass() == IllegalArgumentException.class) {
                return cause.getMessage();
            }
        }
        return null;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("not readable");
    }
}
