package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * A push made by hand, which git's client would not send: its commands and a pack of any objects.
 */
record RawPush(byte[] commands, byte[] pack) {
    /** Creates a ref at the commit, with a pack of that and one more object, empty for none. */
    static RawPush create(Git git, String ref, String commit, String more) throws IOException {
        var line = "0".repeat(40) + " " + commit + " " + ref + "\0 report-status agent=test\n";
        var commands = "%04x%s0000".formatted(line.length() + 4, line);
        return new RawPush(
                commands.getBytes(StandardCharsets.UTF_8), pack(git, commit + "\n" + more));
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(commands);
        all.writeBytes(pack);
        return all.toByteArray();
    }

    private static byte[] pack(Git git, String objects) throws IOException {
        var list = git.folder().resolve(".git/list");
        var out = git.folder().resolve(".git/out.pack");
        Files.writeString(list, objects);
        try {
            var packing =
                    new ProcessBuilder("git", "pack-objects", "--stdout", "-q")
                            .directory(git.folder().toFile())
                            .redirectInput(list.toFile())
                            .redirectOutput(out.toFile())
                            .start();
            assertThat(packing.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Files.readAllBytes(out);
    }
}
