package dev.fairlead.stash.web;

import java.util.List;
import java.util.Map;

/** Addresses of a thing, by what is found there. */
record Links(List<Map<String, String>> self) {
    static Links self(String href) {
        return new Links(List.of(Map.of("href", href)));
    }
}
