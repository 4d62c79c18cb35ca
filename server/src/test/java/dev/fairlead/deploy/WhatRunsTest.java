package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WhatRunsTest {
    private static final Set<StepName> STARTED = EnumSet.range(StepName.FETCH, StepName.START);
    private static final Set<StepName> VERIFIED = EnumSet.range(StepName.FETCH, StepName.OBSERVE);

    @Test
    void tellsTheHostsThatHaveTheReleaseFromThoseThatHaveWhatTheyHad() {
        var journal = Journals.where(Journals.planned(4, 1), Set.of("order-1"), VERIFIED, done());
        journal = Journals.where(journal, Set.of("order-2"), STARTED, done());
        var hosts =
                List.of(
                        host("order-1", "1.0.0", false),
                        host("order-2", "1.0.0", true),
                        host("order-3", "1.0.0", false),
                        host("order-4", null, false));
        assertThat(told(false, journal, hosts))
                .isEqualTo(
                        "order-1 runs 1.1.0; order-2 was changed and not verified; order-3 runs"
                                + " 1.0.0; order-4 runs what it ran before.");
    }

    @Test
    void namesTenHostsThatRunTheSameAndCountsTheOthers() {
        var hosts = new ArrayList<HostState>();
        for (int i = 1; i <= 12; i++) {
            hosts.add(host("order-" + i, "1.0.0", false));
        }
        assertThat(told(false, Journals.planned(12, 1), hosts))
                .startsWith("order-1, order-2, ")
                .endsWith("order-10 and 2 more run 1.0.0.");
    }

    @Test
    void saysWhenTheHostsThatServeDoNotRunTheSame() {
        var journal = Journals.where(Journals.planned(3, 1), Set.of("order-1"), VERIFIED, done());
        var hosts =
                List.of(
                        host("order-1", "1.0.0", false),
                        host("order-2", "1.0.0", false),
                        host("order-3", "1.0.0", true));
        assertThat(told(true, journal, hosts))
                .isEqualTo(
                        "blue serves: order-1 runs 1.1.0. green serves with 1 of 2: order-2,"
                                + " order-3 run 1.0.0. Not all that serve run the same.");
    }

    private static StepState done() {
        return StepState.DONE;
    }

    private static String told(boolean sets, List<Step> journal, List<HostState> hosts) {
        var usual = Course.USUAL;
        var course =
                new Course(
                        false,
                        Course.Ending.ABORTING,
                        sets,
                        0,
                        0,
                        usual.pooled(),
                        usual.out(),
                        usual.outBefore(),
                        usual.pause(),
                        1,
                        usual.now());
        return WhatRuns.of(definition(), "1.1.0", Progress.of(course, journal), hosts);
    }

    private static Definition definition() {
        var json =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                 "steps": {"install": "i", "verify": "v"}, "strategy": {"kind": "blue-green"},
                 "groups": [{"name": "blue"}, {"name": "green"}],
                 "hosts": [{"name": "order-1", "folder": "/1", "port": 1, "group": "blue"},
                           {"name": "order-2", "folder": "/2", "port": 2, "group": "green"},
                           {"name": "order-3", "folder": "/3", "port": 3, "group": "green"}]}
                """;
        return DefinitionReader.read(JsonMapper.shared().readTree(json));
    }

    private static HostState host(String name, String version, boolean parked) {
        return new HostState(name, null, null, version, null, null, List.of(), null, parked);
    }
}
