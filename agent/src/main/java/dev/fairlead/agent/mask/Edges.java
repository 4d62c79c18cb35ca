package dev.fairlead.agent.mask;

/** From a state by a byte to a state; 0 for no edge. The states that are many have few edges. */
final class Edges {
    private final int[] first = new int[256];
    private int[] keys = new int[256];
    private int[] targets = new int[256];
    private int size;

    int get(int state, byte b) {
        return state == 0 ? first[b & 0xFF] : targets[slot(keys, key(state, b))];
    }

    void put(int state, byte b, int target) {
        if (state == 0) {
            first[b & 0xFF] = target;
            return;
        }
        if (++size * 2 > keys.length) {
            widen();
        }
        var slot = slot(keys, key(state, b));
        keys[slot] = key(state, b);
        targets[slot] = target;
    }

    private void widen() {
        var wider = new int[keys.length * 2];
        var moved = new int[keys.length * 2];
        for (var i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                var slot = slot(wider, keys[i]);
                wider[slot] = keys[i];
                moved[slot] = targets[i];
            }
        }
        keys = wider;
        targets = moved;
    }

    /** Never 0, for no state but the first has that number. */
    private static int key(int state, byte b) {
        return (state << 8) | (b & 0xFF);
    }

    private static int slot(int[] keys, int key) {
        var slot = ((key * 0x9E3779B9) >>> 7) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
