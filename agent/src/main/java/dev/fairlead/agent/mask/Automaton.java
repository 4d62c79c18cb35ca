package dev.fairlead.agent.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds many patterns at once in one walk over bytes (Aho and Corasick). A state is the longest end
 * of what was read that begins a pattern; 0 is the state where there is none.
 */
final class Automaton {
    private int states = 1;
    private int[] parent = new int[64];
    private int[] depth = new int[64];
    private int[] found = new int[64];
    private int[] shorter = new int[0];
    private byte[] via = new byte[64];
    private final Edges edges = new Edges();
    private int deepest;

    /** Adds a pattern whose characters are its bytes. */
    void add(String latin) {
        var state = 0;
        for (var b : latin.getBytes(StandardCharsets.ISO_8859_1)) {
            var next = edges.get(state, b);
            state = next == 0 ? grow(state, b) : next;
        }
        found[state] = depth[state];
        deepest = Math.max(deepest, depth[state]);
    }

    private int grow(int from, byte b) {
        if (states == depth.length) {
            parent = Arrays.copyOf(parent, states * 2);
            depth = Arrays.copyOf(depth, states * 2);
            found = Arrays.copyOf(found, states * 2);
            via = Arrays.copyOf(via, states * 2);
        }
        var state = states++;
        parent[state] = from;
        depth[state] = depth[from] + 1;
        via[state] = b;
        edges.put(from, b, state);
        return state;
    }

    /** After the last pattern: where to go on when the next byte does not fit. */
    void link() {
        shorter = new int[states];
        for (var state : byDepth()) {
            var from = parent[state];
            if (from != 0) {
                shorter[state] = next(shorter[from], via[state]);
                found[state] = Math.max(found[state], found[shorter[state]]);
            }
        }
    }

    private int[] byDepth() {
        var starts = new int[deepest + 2];
        for (var state = 1; state < states; state++) {
            starts[depth[state] + 1]++;
        }
        for (var level = 1; level < starts.length; level++) {
            starts[level] += starts[level - 1];
        }
        var order = new int[states - 1];
        for (var state = 1; state < states; state++) {
            order[starts[depth[state]]++] = state;
        }
        return order;
    }

    int next(int state, byte b) {
        var at = state;
        var next = edges.get(at, b);
        while (next == 0 && at != 0) {
            at = shorter[at];
            next = edges.get(at, b);
        }
        return next;
    }

    /** How many of the bytes read last belong to a state. */
    int depth(int state) {
        return depth[state];
    }

    /** The length of the longest pattern that ends here; 0 for none. */
    int found(int state) {
        return found[state];
    }

    /** The length of the longest pattern. */
    int deepest() {
        return deepest;
    }
}
