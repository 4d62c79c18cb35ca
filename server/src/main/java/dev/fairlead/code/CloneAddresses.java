package dev.fairlead.code;

import dev.fairlead.platform.Settings;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where git gets a repository from, and brings it to. */
@Component
public class CloneAddresses {
    private final Settings settings;

    CloneAddresses(Settings settings) {
        this.settings = settings;
    }

    public String http(Repository repository) {
        return settings.baseUrl() + repository.clonePath();
    }

    /** Empty where SSH is off. */
    public Optional<String> ssh(Repository repository) {
        return Optional.ofNullable(settings.sshPort())
                .map(port ->
                        "ssh://git@%s:%d/%s/%s.git"
                                .formatted(
                                        settings.baseUrl().getHost(),
                                        port,
                                        repository.projectKey(),
                                        repository.slug()));
    }
}
