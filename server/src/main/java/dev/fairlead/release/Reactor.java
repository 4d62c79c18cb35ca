package dev.fairlead.release;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The root pom.xml and those of its modules, as Maven would read them together. */
final class Reactor {
    private static final int LIMIT = 500;

    private Reactor() {}

    /** Root first; empty when there is no root. */
    static List<Pom> read(Function<String, Optional<byte[]>> file) {
        Map<String, Pom> poms = new LinkedHashMap<>();
        var next = new ArrayDeque<>(List.of("pom.xml"));
        while (!next.isEmpty()) {
            var path = next.remove();
            if (poms.containsKey(path)) {
                continue;
            }
            if (poms.size() == LIMIT) {
                throw new IllegalArgumentException("pom.xml: has more than " + LIMIT + " modules");
            }
            file.apply(path)
                    .map(bytes -> Pom.of(path, bytes))
                    .ifPresent(pom -> {
                        poms.put(path, pom);
                        pom.modules().forEach(module -> next.add(path(pom, module)));
                    });
        }
        return List.copyOf(poms.values());
    }

    /** A module is named by its folder or by its file. */
    private static String path(Pom pom, String module) {
        var path = module.replace('\\', '/');
        var file = path.endsWith(".xml") ? path : path + "/pom.xml";
        var parts = new ArrayDeque<String>();
        for (var part : (pom.folder() + file).split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    throw new IllegalArgumentException(
                            pom.path() + ": module \"" + module + "\" stands outside");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
