package dev.fairlead.local;

import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.PlanParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A plan in a work tree, read within the server's limits. */
final class PlanFile {
    private PlanFile() {}

    static Plan read(Path file) {
        var bytes =
                bytes(file, name(file))
                        .orElseThrow(() -> new PlanError(name(file), "there is no such file"));
        return PlanParser.parse(bytes, path -> bytes(file.resolveSibling(path), path));
    }

    private static Optional<byte[]> bytes(Path file, String name) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(PlanParser.MAX_BYTES + 1));
        } catch (IOException e) {
            throw new PlanError(name, "cannot be read: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        return Objects.toString(file.getFileName());
    }

    /** The error as compilers print theirs, so that editors jump there. */
    static String sentence(Path file, PlanError error) {
        var named = error.file().equals(Plan.FILE) ? file : file.resolveSibling(error.file());
        return error.place()
                .map(place ->
                        "%s:%d:%d: %s"
                                .formatted(named, place.line(), place.column(), error.reason()))
                .orElseGet(() -> named + ": " + error.reason());
    }
}
