package dev.fairlead.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** A first fairlead.yml for the build tools that a repository's own files give away. */
public enum StarterFile {
    MAVEN(
            "Maven",
            "pom.xml",
            """
            # How every commit is built. The reference is docs/fairlead.yml of Fairlead.
            build:
              steps:
                - run: %s -B verify
              tests:
                - '**/target/surefire-reports/*.xml'
                - '**/target/failsafe-reports/*.xml'
              artifacts:
                - target/*.jar
                - pom.xml
            """,
            "mvn",
            "mvnw"),
    GRADLE(
            "Gradle",
            "build.gradle",
            """
            # How every commit is built. The reference is docs/fairlead.yml of Fairlead.
            build:
              steps:
                - run: %s --no-daemon build
              tests:
                - '**/build/test-results/test/*.xml'
              artifacts:
                - '**/build/libs/*.jar'
            """,
            "gradle",
            "gradlew"),
    NPM(
            "npm",
            "package.json",
            """
            # How every commit is built. The reference is docs/fairlead.yml of Fairlead.
            build:
              steps:
                - run: %1$s ci
                - run: %1$s test
                - run: %1$s pack
              artifacts:
                - '*.tgz'
            """,
            "npm",
            "");

    private final String title;
    private final String mark;
    private final String text;
    private final String command;
    private final String wrapper;

    StarterFile(String title, String mark, String text, String command, String wrapper) {
        this.title = title;
        this.mark = mark;
        this.text = text;
        this.command = command;
        this.wrapper = wrapper;
    }

    public String title() {
        return title;
    }

    /** The tool that the names of a repository's root folder speak of; empty for none known. */
    public static Optional<StarterFile> detect(Collection<String> names) {
        return Arrays.stream(values())
                .filter(tool -> names.stream().anyMatch(name -> name.startsWith(tool.mark)))
                .findFirst();
    }

    /** The file, with the project's own wrapper where it brings one. */
    public String text(Collection<String> names) {
        return text.formatted(names.contains(wrapper) ? "sh ./" + wrapper : command);
    }
}
