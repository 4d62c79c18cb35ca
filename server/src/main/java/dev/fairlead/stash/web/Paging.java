package dev.fairlead.stash.web;

import dev.fairlead.problem.Problem;

/**
 * The part of a list that was asked for. Handlers take it as a parameter; a limit above the most is
 * taken as the most, as Stash does.
 */
record Paging(int start, int limit) {
    static final int USUAL = 25;
    static final int MOST = 1000;

    Paging {
        if (start < 0) {
            throw Problem.invalid("start", "start: must be 0 or more, was %d.".formatted(start));
        }
        if (limit < 1) {
            throw Problem.invalid("limit", "limit: must be 1 or more, was %d.".formatted(limit));
        }
        limit = Math.min(limit, MOST);
        // The start of the next page must be a number, too.
        start = Math.min(start, Integer.MAX_VALUE - limit);
    }

    /** How many values to ask for, to know whether there is a next page. */
    int more() {
        return limit + 1;
    }
}
