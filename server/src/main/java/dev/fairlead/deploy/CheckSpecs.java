package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.Check.Patience;
import dev.fairlead.protocol.JobSpec.CheckHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the checks of one host out of those that an environment names. */
final class CheckSpecs {
    private static final String VERSION = "${version}";

    /** The command of {@code steps.verify} repeats by itself what it wants repeated. */
    private static final Patience OWN = new Patience(300, 0);

    private static final Patience A_MOMENT = new Patience(5, 10);

    private CheckSpecs() {}

    static CheckHost ofHost(Environment environment, Deployment deployment, Host host) {
        var definition = environment.definition();
        var checks = new ArrayList<Check>();
        if (definition.steps().verify() != null) {
            checks.add(new Check.Command("verify", definition.steps().verify(), OWN));
        }
        for (var check : definition.verification().hosts().checks()) {
            checks.add(of(check, host, deployment.version()));
        }
        return new CheckHost(
                StepName.VERIFY.word(),
                host.name(),
                host.folder(),
                List.copyOf(checks),
                StepSpecs.variables(environment, deployment, host),
                definition.seats(host));
    }

    /**
     * Whether a host serves, whatever release it runs: its own looks without what they expect of
     * that, or else whether anybody listens.
     */
    static CheckHost ofServing(Definition definition, Host host) {
        var checks = new ArrayList<Check>();
        for (var check : definition.verification().hosts().checks()) {
            switch (check) {
                case Check.Http one when one.url().startsWith("/") ->
                        checks.add(of(ofAnyRelease(one), host, ""));
                case Check.Tcp one when one.address().isEmpty() -> checks.add(of(one, host, ""));
                case Check.Http _, Check.Tcp _, Check.Command _, Check.Prometheus _ -> {}
            }
        }
        if (checks.isEmpty()) {
            checks.add(new Check.Tcp("port", host.address(), host.port(), A_MOMENT));
        }
        return new CheckHost(
                StepName.VERIFY.word(),
                host.name(),
                host.folder(),
                List.copyOf(checks),
                Map.of(),
                definition.seats(host));
    }

    private static Check ofAnyRelease(Check.Http check) {
        return new Check.Http(
                check.name(),
                check.url(),
                check.status(),
                ofAnyRelease(check.contains()),
                ofAnyRelease(check.equalTo()),
                check.patience());
    }

    private static @Nullable String ofAnyRelease(@Nullable String text) {
        return text == null || text.contains(VERSION) ? null : text;
    }

    /** What is of no host is looked at from the first one's agent, and commands run there. */
    static CheckHost ofAll(Environment environment, Deployment deployment, Host first) {
        return new CheckHost(
                StepName.SETTLE.word(),
                "",
                first.folder(),
                environment.definition().verification().end().checks().stream()
                        .map(one -> of(one, first, deployment.version()))
                        .toList(),
                StepSpecs.variables(environment, deployment, first),
                List.of());
    }

    /** The same once more, where each look has to hold. */
    static CheckHost again(CheckHost spec) {
        return new CheckHost(
                spec.name(),
                spec.host(),
                spec.folder(),
                spec.checks().stream().map(Check::once).toList(),
                spec.environment(),
                spec.keepOut());
    }

    /** The version is put in as text among text, whatever it is made of. */
    static Check of(Check check, Host host, String version) {
        return switch (check) {
            case Check.Http one ->
                    new Check.Http(
                            one.name(),
                            one.url().startsWith("/")
                                    ? "http://" + StepSpecs.authority(host) + one.url()
                                    : one.url(),
                            one.status(),
                            with(version, one.contains()),
                            with(version, one.equalTo()),
                            one.patience());
            case Check.Tcp one ->
                    new Check.Tcp(
                            one.name(),
                            one.address().isEmpty() ? host.address() : one.address(),
                            one.port() == 0 ? host.port() : one.port(),
                            one.patience());
            case Check.Command one -> one;
            case Check.Prometheus one -> one;
        };
    }

    private static @Nullable String with(String version, @Nullable String text) {
        return text == null ? null : text.replace(VERSION, version);
    }
}
