package dev.fairlead.release;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the files of a build belong in Maven's layout, told by their names. */
final class Coordinates {
    /** What follows artifact and version: a classifier, if any, and the kind of file. */
    private static final Pattern ENDING = Pattern.compile("(-[\\w.-]+)?\\.[A-Za-z][\\w.]*");

    private final List<Pom> poms;
    private final String version;

    Coordinates(List<Pom> poms, String version) {
        this.poms =
                poms.stream().filter(p -> p.artifactId() != null && p.groupId() != null).toList();
        this.version = version;
    }

    /**
     * The module that a file belongs to: the one with the longest name that the file's begins with,
     * and of equals the one in whose folder it was built.
     */
    Optional<Pom> moduleOf(String path) {
        var name = fileName(path);
        return poms.stream()
                .filter(pom -> isOf(pom, name))
                .max(
                        Comparator.comparingInt((Pom pom) -> prefix(pom).length())
                                .thenComparing(pom -> path.startsWith(pom.folder()))
                                .thenComparingInt(pom -> pom.folder().length()));
    }

    /** {@code <group as folders>/<artifact>/<version>/<file>}. */
    String path(Pom module, String file) {
        return "%s/%s/%s/%s"
                .formatted(
                        String.valueOf(module.groupId()).replace('.', '/'),
                        module.artifactId(),
                        version,
                        file);
    }

    String pomFile(Pom module) {
        return prefix(module) + ".pom";
    }

    /** Those that only hold others together: consumers resolve them as parents. */
    List<Pom> aggregates() {
        return poms.stream().filter(pom -> pom.packaging().equals("pom")).toList();
    }

    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isOf(Pom pom, String name) {
        return name.startsWith(prefix(pom))
                && ENDING.matcher(name.substring(prefix(pom).length())).matches();
    }

    private String prefix(Pom pom) {
        return pom.artifactId() + "-" + version;
    }
}
