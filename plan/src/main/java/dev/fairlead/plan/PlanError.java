package dev.fairlead.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A fairlead.yml that cannot be followed. The message says where, what was found, and the rule. */
public final class PlanError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlanError(String message) {
        super("fairlead.yml: " + message);
    }

    PlanError(Optional<Mark> where, String message) {
        super("fairlead.yml" + where.map(PlanError::place).orElse("") + ": " + message);
    }

    /** A place as sentences about it begin. */
    static String at(Mark mark) {
        return "fairlead.yml" + place(mark);
    }

    /** People and editors count from one. */
    private static String place(Mark mark) {
        return " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
