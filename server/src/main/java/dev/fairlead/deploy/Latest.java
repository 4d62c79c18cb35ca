package dev.fairlead.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what was asked for last, so much of it at most. */
final class Latest<K, V> {
    private final Map<K, V> kept;

    Latest(int most) {
        kept =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    synchronized void keep(K key, V value) {
        kept.put(key, value);
    }
}
