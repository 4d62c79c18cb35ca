package dev.fairlead.deploy;

import dev.fairlead.deploy.Strategy.Amount;
import dev.fairlead.deploy.Strategy.Kind;
import dev.fairlead.deploy.Strategy.Pause;
import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a release comes over the hosts: {@code strategy}, or {@code rolling} as it was once.
 */
final class StrategyReader {
    private static final Set<String> KEYS = Set.of("kind", "batch", "pause", "maxFailed", "floor");
    private static final int MOST = 100;

    private StrategyReader() {}

    static Strategy read(Fields definition) {
        var strategy = definition.optionalObject("strategy", KEYS);
        var rolling = definition.optionalObject("rolling", Set.of("batch", "drainTimeout"));
        if (strategy == null) {
            return Strategy.rolling(
                    rolling == null
                            ? Amount.ONE
                            : new Amount(rolling.number("batch", 1, MOST, 1), false));
        }
        if (rolling != null && rolling.optional("batch") != null) {
            throw Problem.invalid(
                    "rolling.batch", "rolling.batch: is strategy.batch now, and must not be both.");
        }
        return read(strategy, kind(strategy));
    }

    private static Strategy read(Fields fields, Kind kind) {
        if (kind != Kind.ROLLING) {
            refuse(fields, "batch", "is for the kind rolling");
            refuse(fields, "maxFailed", "is for the kind rolling: these hosts go together");
        }
        if (kind == Kind.ALL_AT_ONCE) {
            refuse(fields, "pause", "has nothing to be between when all hosts go at once");
            refuse(fields, "floor", "cannot hold when all hosts go at once");
        }
        return new Strategy(
                kind,
                Objects.requireNonNullElse(amount(fields, "batch", 1), Amount.ONE),
                pause(fields),
                fields.number("maxFailed", 0, MOST, 0),
                amount(fields, "floor", 0));
    }

    private static Kind kind(Fields fields) {
        var rule = "must be rolling, blue-green or all-at-once";
        var word = fields.optionalText("kind", "rolling|blue-green|all-at-once", rule);
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(Kind.ROLLING);
    }

    private static void refuse(Fields fields, String name, String why) {
        if (fields.optional(name) != null) {
            throw fields.refused(name, why);
        }
    }

    private static @Nullable Amount amount(Fields fields, String name, int least) {
        var given = fields.optional(name);
        if (given == null) {
            return null;
        }
        var rule =
                "must be a number from %d to %d, or a part such as \"25%%\"".formatted(least, MOST);
        var text = given.asString();
        if (!text.matches("[0-9]{1,3}%?")) {
            throw fields.refused(name, rule);
        }
        var percent = text.endsWith("%");
        var number = Integer.parseInt(text.replace("%", ""));
        if (number < least || number > MOST) {
            throw fields.refused(name, rule);
        }
        return new Amount(number, percent);
    }

    private static Pause pause(Fields fields) {
        var given = fields.optional("pause");
        if (given == null) {
            return Pause.NONE;
        }
        var text = given.asString();
        if (text.equals("ask")) {
            return new Pause(true, Duration.ZERO);
        }
        if (!text.matches("[0-9]{1,4}[smh]?")) {
            throw fields.refused(
                    "pause", "must be a time such as \"30s\", \"5m\" or \"2h\", or \"ask\"");
        }
        var number = Long.parseLong(text.replaceAll("[smh]", ""));
        return new Pause(
                false,
                text.endsWith("h")
                        ? Duration.ofHours(number)
                        : text.endsWith("m")
                                ? Duration.ofMinutes(number)
                                : Duration.ofSeconds(number));
    }
}
