package dev.fairlead.code;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the repositories that submodules name. */
@Component
public class Submodules {
    private final RepositoryStore repositories;
    private final CloneAddresses addresses;

    Submodules(RepositoryStore repositories, CloneAddresses addresses) {
        this.repositories = repositories;
        this.addresses = addresses;
    }

    /**
     * The repository at an address, as a {@code .gitmodules} of another says it: one of this
     * server's clone addresses, or a path from the other's own. Only of the same project, whose
     * readers are the same; empty for everything else.
     */
    public Optional<Repository> at(String address, Repository of) {
        var wanted = plain(isRelative(address) ? resolved(address, of) : address);
        return repositories.of(of.projectId()).stream()
                .filter(one -> addressesOf(one).map(Submodules::plain).anyMatch(wanted::equals))
                .findFirst();
    }

    private static boolean isRelative(String address) {
        return address.startsWith("./") || address.startsWith("../");
    }

    private String resolved(String address, Repository of) {
        try {
            return URI.create(addresses.http(of) + "/").resolve(address).toString();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private Stream<String> addressesOf(Repository repository) {
        return Stream.concat(
                Stream.of(addresses.http(repository)), addresses.ssh(repository).stream());
    }

    private static String plain(String address) {
        var whole = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return whole.endsWith(".git") ? whole.substring(0, whole.length() - 4) : whole;
    }
}
