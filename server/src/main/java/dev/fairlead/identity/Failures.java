package dev.fairlead.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords: per account and address, so that nobody can lock somebody else out, and
 * per address, so that one machine cannot try all accounts. What this process forgets by a restart
 * is a minute of counting.
 */
@Component
class Failures {
    static final int PER_ACCOUNT = 5;
    static final int PER_ADDRESS = 50;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private record Count(int failures, Instant until) {}

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    Failures(Clock clock) {
        this.clock = clock;
    }

    /** Refuses before the password is looked at: a refused attempt costs nothing. */
    synchronized void check(String account, String address) {
        check(account + "\n" + address, PER_ACCOUNT, "for " + account + " from " + address);
        check(address, PER_ADDRESS, "from " + address);
    }

    synchronized void failed(String account, String address) {
        count(account + "\n" + address);
        count(address);
    }

    synchronized void succeeded(String account, String address) {
        counts.remove(account + "\n" + address);
    }

    private void check(String key, int limit, String whose) {
        var count = counts.get(key);
        var now = clock.instant();
        if (count != null && count.failures() >= limit && now.isBefore(count.until())) {
            var wait = Duration.between(now, count.until()).plusSeconds(1);
            throw new TooManyFailures(
                    "Too many wrong passwords %s: the limit is %d in a minute. Try again in %d s."
                            .formatted(whose, limit, wait.toSeconds()),
                    wait);
        }
    }

    private void count(String key) {
        var now = clock.instant();
        var old = counts.remove(key);
        var until = old != null && now.isBefore(old.until()) ? old.until() : now.plus(WINDOW);
        var before = old != null && now.isBefore(old.until()) ? old.failures() : 0;
        counts.put(key, new Count(before + 1, until));
        if (counts.size() > MOST_REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
