package dev.fairlead.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A fairlead.yml that cannot be followed. The message says where, what was found, and the rule. */
public final class PlanError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    /** Where something stands in its file; people and editors count from one. */
    public record Place(int line, int column) {
        static Place of(Mark mark) {
            return new Place(mark.getLine() + 1, mark.getColumn() + 1);
        }

        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    /** About a file as a whole. */
    public PlanError(String file, String reason) {
        this(file, 0, 0, reason);
    }

    PlanError(Optional<Mark> where, String reason) {
        this(
                where.map(Mark::getName).orElse(Plan.FILE),
                where.map(mark -> Place.of(mark).line()).orElse(0),
                where.map(mark -> Place.of(mark).column()).orElse(0),
                reason);
    }

    PlanError(String file, Place place, String reason) {
        this(file, place.line(), place.column(), reason);
    }

    private PlanError(String file, int line, int column, String reason) {
        super(file + (line == 0 ? "" : " " + new Place(line, column)) + ": " + reason);
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** A place as sentences about it begin. */
    static String at(Mark mark) {
        return mark.getName() + " " + Place.of(mark);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The file that is wrong, by its path in the repository. */
    public String file() {
        return file;
    }

    /** Where in the file; empty where it is wrong as a whole. */
    public Optional<Place> place() {
        return line == 0 ? Optional.empty() : Optional.of(new Place(line, column));
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
