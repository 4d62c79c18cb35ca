package dev.fairlead.code;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers about commits, which never change, kept for those who ask again. Beyond a weight, of
 * about a hundred bytes each, the one that was asked longest ago goes; nothing is lost with it but
 * time.
 */
final class Remembered<K, V> {
    private record Answer<V>(V value, long weight) {}

    private final long most;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    Remembered(long most) {
        this.most = most;
    }

    synchronized Optional<V> get(K question) {
        return Optional.ofNullable(answers.get(question)).map(Answer::value);
    }

    synchronized V keep(K question, V value, long itsWeight) {
        if (itsWeight > most) {
            return value;
        }
        var before = answers.put(question, new Answer<>(value, itsWeight));
        weight += itsWeight - (before == null ? 0 : before.weight());
        var oldest = answers.values().iterator();
        while (weight > most) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
        return value;
    }
}
