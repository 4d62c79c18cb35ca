package dev.fairlead.agent.host;

import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a host out of its pools while a command works on it. A reload or restart of HAProxy forgets
 * what was set, so every balancer is looked at again and again, and told again what it forgot.
 */
final class KeptOut implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final int MOST_NOTES = 20;

    /** How long a balancer that just restarts may be silent before the command begins. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<PoolSeat> seats;
    private final HostJob job;
    private final List<String> notes = new ArrayList<>();
    private final List<Thread> watches;
    private volatile boolean over;

    private KeptOut(List<PoolSeat> seats, HostJob job) {
        this.seats = seats;
        this.job = job;
        this.watches = seats.stream().map(this::watching).toList();
    }

    /**
     * Asserts that the host is out, and begins to watch.
     *
     * @throws IOException when a balancer cannot be asked: the command must not begin
     */
    static KeptOut of(List<Seat> seats, HostJob job) throws IOException, InterruptedException {
        var out = new KeptOut(seats.isEmpty() ? List.of() : PoolSeat.of(seats, job), job);
        for (var seat : out.seats) {
            out.assertPatiently(seat);
        }
        out.watches.forEach(Thread::start);
        return out;
    }

    /** Each by itself: one that is silent for seconds must not hide what another forgets. */
    private Thread watching(PoolSeat seat) {
        return Thread.ofVirtual().name("kept out").unstarted(() -> watch(seat));
    }

    private void assertPatiently(PoolSeat seat) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                assertOut(seat);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !job.holds()) {
                    throw new IOException(
                            "The host was not touched, for it may be in its pool: "
                                    + e.getMessage(),
                            e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Also one that is DOWN: it would get requests as soon as it answers. */
    private void assertOut(PoolSeat seat) throws IOException {
        var now = seat.read();
        if (now.status().startsWith("MAINT") || !job.holds()) {
            return;
        }
        seat.set("maint");
        if (!now.takenOut()) {
            note(
                    "%s was %s while the host is under work: its balancer had forgotten that it is out, and was told again. Requests it got since: %s."
                            .formatted(seat.told(), now.status(), requests(seat)));
        }
    }

    private static String requests(PoolSeat seat) {
        try {
            return Long.toString(seat.read().requests());
        } catch (IOException _) {
            return "not known";
        }
    }

    private void watch(PoolSeat seat) {
        try {
            while (!over && !job.cancelled()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                look(seat);
            }
        } catch (InterruptedException _) {
            // The command has ended.
        }
    }

    /** One that does not answer now sends nobody anything, and is asked again in a moment. */
    private void look(PoolSeat seat) {
        try {
            assertOut(seat);
        } catch (IOException _) {
            // It restarts.
        }
    }

    private synchronized void note(String note) throws IOException {
        job.say(note);
        if (notes.size() < MOST_NOTES) {
            notes.add(note);
        }
    }

    /** Looks a last time and tells what had to be put right. */
    List<String> end() throws InterruptedException {
        close();
        for (var watch : watches) {
            watch.join();
        }
        seats.forEach(this::look);
        synchronized (this) {
            return List.copyOf(notes);
        }
    }

    @Override
    public void close() {
        over = true; // what a balancer is just asked may swallow the interruption
        watches.forEach(Thread::interrupt);
    }
}
