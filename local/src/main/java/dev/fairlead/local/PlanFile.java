package dev.fairlead.local;

import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.PlanParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/** A plan in a work tree, read within the server's limits. */
final class PlanFile {
    private PlanFile() {}

    static Plan read(Path file) {
        return PlanParser.parse(bytes(file));
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new PlanError(name(file), "there is no such file");
        }
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(PlanParser.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new PlanError(name(file), "cannot be read: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        return Objects.toString(file.getFileName());
    }

    /** The error as compilers print theirs, so that editors jump there. */
    static String sentence(Path file, PlanError error) {
        var named = file.resolveSibling(error.file());
        return error.place()
                .map(place ->
                        "%s:%d:%d: %s"
                                .formatted(named, place.line(), place.column(), error.reason()))
                .orElseGet(() -> named + ": " + error.reason());
    }
}
