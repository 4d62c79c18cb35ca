package dev.fairlead.agent.mask;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Passes bytes on with {@code ***} in place of secrets. What may yet turn out to be the beginning
 * of one is held back until the next bytes decide, so that it makes no difference how they are cut.
 * A line's end within a secret is looked past, since encoders break lines.
 */
public final class Mask {
    /** Where the bytes go. */
    public interface Sink {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    private static final byte[] STARS = {'*', '*', '*'};

    /** A line that ends with less of a secret than this is not held back. */
    private static final int WORTH_HOLDING = 2;

    /** A carriage return and a line feed. */
    private static final int LONGEST_LINE_END = 2;

    private final Automaton automaton;
    private final Sink sink;
    private final long[] places;
    private final ArrayDeque<long[]> secrets = new ArrayDeque<>();
    private byte[] held = new byte[256];
    private int begin;
    private int holding;
    private long heldFrom;
    private long characters;
    private int lineEnds;
    private int state;
    private boolean inSecret;

    Mask(Automaton automaton, Sink sink) {
        this.automaton = automaton;
        this.sink = sink;
        places = new long[automaton.deepest() + 1];
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        var end = offset + length;
        var at = offset;
        while (at < end) {
            at = harmless(bytes, at, end);
            if (at < end) {
                take(bytes[at++]);
            }
        }
    }

    /** Passes on what is held back: what comes next does not continue it. */
    public void flush() throws IOException {
        state = 0;
        release(heldFrom + holding);
        inSecret = false;
    }

    /** Most bytes begin nothing, and go as they came. */
    private int harmless(byte[] bytes, int from, int end) throws IOException {
        if (state != 0 || holding > 0) {
            return from;
        }
        var to = from;
        while (to < end && automaton.next(0, bytes[to]) == 0) {
            to++;
        }
        if (to > from) {
            sink.write(bytes, from, to - from);
            heldFrom += to - from;
            inSecret = false;
        }
        return to;
    }

    private void take(byte b) throws IOException {
        hold(b);
        if (b == '\n' || b == '\r') {
            lineEnds++;
            if (automaton.depth(state) < WORTH_HOLDING || lineEnds > LONGEST_LINE_END) {
                state = 0;
            }
        } else {
            lineEnds = 0;
            places[(int) (characters++ % places.length)] = heldFrom + holding - 1;
            state = automaton.next(state, b);
            var found = automaton.found(state);
            if (found > 0) {
                cover(place(found), heldFrom + holding);
            }
        }
        var undecided = automaton.depth(state);
        release(undecided == 0 ? heldFrom + holding : place(undecided));
    }

    private void hold(byte b) {
        if (begin + holding == held.length) {
            var room = holding * 2 > held.length ? new byte[holding * 2] : held;
            System.arraycopy(held, begin, room, 0, holding);
            held = room;
            begin = 0;
        }
        held[begin + holding++] = b;
    }

    /** Where so many characters begin, the latest being the last. */
    private long place(int count) {
        return places[(int) ((characters - count) % places.length)];
    }

    private void cover(long from, long to) {
        var begin = from;
        while (!secrets.isEmpty() && secrets.getLast()[1] >= begin) {
            begin = Math.min(begin, secrets.removeLast()[0]);
        }
        secrets.addLast(new long[] {begin, to});
    }

    private void release(long until) throws IOException {
        var at = heldFrom;
        while (at < until) {
            var secret = secrets.peekFirst();
            if (secret != null && secret[0] <= at) {
                var end = Math.min(until, secret[1]);
                hide(index(at), index(end));
                at = end;
                if (end == secret[1]) {
                    secrets.removeFirst();
                }
            } else {
                var end = secret == null ? until : Math.min(until, secret[0]);
                sink.write(held, index(at), (int) (end - at));
                inSecret = false;
                at = end;
            }
        }
        begin = index(until);
        holding -= (int) (until - heldFrom);
        heldFrom = until;
    }

    private int index(long place) {
        return begin + (int) (place - heldFrom);
    }

    /** One secret is one mask on each line that it stands on. */
    private void hide(int from, int to) throws IOException {
        for (var i = from; i < to; i++) {
            if (held[i] == '\n' || held[i] == '\r') {
                sink.write(held, i, 1);
                inSecret = false;
            } else if (!inSecret) {
                sink.write(STARS, 0, STARS.length);
                inSecret = true;
            }
        }
    }
}
