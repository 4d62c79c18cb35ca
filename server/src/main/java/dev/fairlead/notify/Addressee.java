package dev.fairlead.notify;

import java.util.Map;

/**
 * Whom deliveries go to: as much of a channel as sending needs.
 *
 * @param address where to, as its kind understands it
 * @param settings what only its kind has
 */
record Addressee(long id, ChannelKind kind, String address, Map<String, String> settings) {
    Addressee {
        settings = Map.copyOf(settings);
    }

    String setting(String name) {
        return settings.getOrDefault(name, "");
    }
}
