package dev.fairlead.agent.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;

/** What must not be seen of one job's secrets. */
public final class Masks {
    /** Of a job without secrets: all passes as it is. */
    public static final Masks NONE = new Masks(Set.of(), new Automaton());

    private final Set<String> secrets;
    private final Automaton automaton;

    private Masks(Set<String> secrets, Automaton automaton) {
        this.secrets = secrets;
        this.automaton = automaton;
    }

    public static Masks of(Collection<String> secrets) {
        if (secrets.isEmpty()) {
            return NONE;
        }
        var automaton = new Automaton();
        secrets.stream().flatMap(Forms::of).distinct().forEach(form -> automaton.add(form));
        automaton.link();
        return new Masks(Set.copyOf(secrets), automaton);
    }

    /** These, where they hide the same; to make others takes as long as a short step does. */
    public Masks orOf(Collection<String> others) {
        return secrets.equals(Set.copyOf(others)) ? this : of(others);
    }

    /** For bytes that come in pieces. */
    public Mask stream(Mask.Sink sink) {
        return new Mask(automaton, sink);
    }

    /** The text with {@code ***} where a secret stood. */
    public String mask(String text) {
        if (this == NONE || text.isEmpty()) {
            return text;
        }
        var out = new ByteArrayOutputStream();
        var bytes = text.getBytes(UTF_8);
        try {
            var stream = stream(out::write);
            stream.write(bytes, 0, bytes.length);
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }
}
