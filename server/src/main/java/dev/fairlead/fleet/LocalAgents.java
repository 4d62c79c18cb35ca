package dev.fairlead.fleet;

import dev.fairlead.platform.Settings;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An agent of each pool beside the server, so that one machine is enough. They are processes of
 * their own: what a build does to its agent it does not do to the server, and a deployment's step
 * goes on when the server is gone.
 */
@Component
class LocalAgents implements SmartLifecycle {
    /** What both are called; pools keep them apart, and hosts name it when they name no other. */
    static final String NAME = "local";

    private final Settings settings;
    private final PoolTokens tokens;
    private volatile List<LocalAgent> agents = List.of();

    LocalAgents(Settings settings, PoolTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Not before requests are answered: an agent's first act is one. */
    @EventListener
    void on(ApplicationReadyEvent event) {
        if (settings.localAgent() && agents.isEmpty()) {
            agents =
                    List.of(
                            new LocalAgent(settings, Jobs.BUILD_POOL, tokens),
                            new LocalAgent(settings, Jobs.DEPLOY_POOL, tokens));
            agents.forEach(LocalAgent::start);
        }
    }

    @Override
    public void start() {
        // Begins when the application is ready.
    }

    /** Before the web server, which otherwise waits for the agents' open requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        agents.forEach(LocalAgent::stop);
        agents.forEach(LocalAgent::awaitEnd);
        agents = List.of();
    }

    @Override
    public boolean isRunning() {
        return !agents.isEmpty();
    }
}
