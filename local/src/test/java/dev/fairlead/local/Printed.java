package dev.fairlead.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** What a command printed, both outputs in one, and how it ended. */
record Printed(int code, String text) {
    static Printed by(Callable<Integer> command) throws Exception {
        var out = System.out;
        var err = System.err;
        var bytes = new ByteArrayOutputStream();
        try (var all = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            var code = command.call();
            return new Printed(code, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
