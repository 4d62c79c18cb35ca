package dev.fairlead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;

/** The modules know each other only through their doors, and only upstream. */
class WallsTest {
    /** In the order in which a change travels; each may know those before it. */
    private static final List<String> UPSTREAM_FIRST =
            List.of(
                    "problem",
                    "platform",
                    "outbound",
                    "secret",
                    "work",
                    "web",
                    "audit",
                    "timeline",
                    "blob",
                    "identity",
                    "issue",
                    "code",
                    "review",
                    "fleet",
                    "cluster",
                    "vault",
                    "build",
                    "release",
                    "deploy",
                    "notify",
                    "stash");

    /** Without the compiled templates, which are pages of every module, and other jars. */
    private static final ApplicationModules MODULES =
            ApplicationModules.of(
                    FairleadServer.class,
                    resideInAPackage("dev.fairlead.pages..")
                            .or(resideInAPackage("dev.fairlead.agent.."))
                            .or(resideInAPackage("dev.fairlead.demo..")));

    @Test
    void nobodyClimbsOverAWall() {
        MODULES.verify();
    }

    @Test
    void knowledgePointsUpstreamOnly() {
        assertThat(MODULES.stream().flatMap(WallsTest::downstream)).isEmpty();
    }

    @Test
    void everyModuleHasItsPlace() {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(UPSTREAM_FIRST);
    }

    /** The server's own; what other jars hold knows none of them. */
    private static Stream<String> names() {
        return MODULES.stream()
                .map(WallsTest::name)
                .filter(name -> !name.equals("protocol") && !name.equals("plan"));
    }

    private static Stream<String> downstream(ApplicationModule module) {
        var place = UPSTREAM_FIRST.indexOf(name(module));
        return module.getDependencies(MODULES, DependencyDepth.IMMEDIATE).stream()
                .filter(known -> UPSTREAM_FIRST.indexOf(name(known.getTargetModule())) > place)
                .map(known -> name(module) + " knows " + known.getTargetType().getFullName())
                .distinct();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
