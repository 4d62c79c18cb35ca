package dev.fairlead.vault;

import dev.fairlead.code.Repository;
import dev.fairlead.code.ReviewedCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Decides which secrets a job gets, when it is queued; its agent gets them when it claims it. */
@Component
public class SecretGrants {
    private final VaultStore store;
    private final UseStore uses;
    private final ReviewedCode reviewed;

    SecretGrants(VaultStore store, UseStore uses, ReviewedCode reviewed) {
        this.store = store;
        this.uses = uses;
        this.reviewed = reviewed;
    }

    /**
     * Why a build's job cannot have the secrets that it names, in a sentence; empty where it can.
     * One of a branch has no claim to any, so nothing is refused.
     */
    public Optional<String> refusal(
            Repository repository, SecretUse use, Collection<String> names) {
        if (use.purpose() == Purpose.BRANCH || names.isEmpty()) {
            return Optional.empty();
        }
        if (!use.place().equals(repository.defaultBranch())) {
            return Optional.of(
                    "%s go to %s of %s only, and this is one of %s."
                            .formatted(
                                    "Secrets",
                                    use.purpose().words(use.place()),
                                    repository.defaultBranch(),
                                    use.place()));
        }
        var visible = store.visible(repository);
        return names.stream()
                .flatMap(name ->
                        refusal(repository, use, name, Optional.ofNullable(visible.get(name)))
                                .stream())
                .findFirst();
    }

    private Optional<String> refusal(
            Repository repository, SecretUse use, String name, Optional<NamedSecret> found) {
        var who = "An administrator of " + repository.projectKey();
        if (found.isEmpty()) {
            return Optional.of(
                    "There is no secret %s. %s sets it among the secrets of the project or of the repository."
                            .formatted(name, who));
        }
        var secret = found.get();
        if (!use.purpose().isGranted(secret.grants(), use.place())) {
            return Optional.of(
                    "The secret %s is not granted to %s but to %s. %s can grant it."
                            .formatted(
                                    name,
                                    use.purpose().words(use.place()),
                                    secret.grants().words(),
                                    who));
        }
        return reviewed.doubt(repository, use.commit(), secret.granted())
                .map(doubt ->
                        "The secret %s is for what was reviewed. %s %s looks at %s and then grants the secret again."
                                .formatted(name, doubt, who, repository.defaultBranch()));
    }

    /**
     * Gives a queued job what {@link #refusal} did not refuse, in the current transaction; one of a
     * branch is told in its log that it gets nothing.
     *
     * @param variables the names of secrets by the variables that are to hold them
     */
    public void give(
            Repository repository, SecretUse use, Map<String, String> variables, long job) {
        if (variables.isEmpty()) {
            return;
        }
        var visible =
                use.purpose() == Purpose.BRANCH
                        ? Map.<String, NamedSecret>of()
                        : store.visible(repository);
        var given = new ArrayList<UseStore.Given>();
        variables.forEach((variable, name) -> {
            var secret = visible.get(name);
            given.add(new UseStore.Given(job, variable, secret == null ? null : secret.id()));
        });
        uses.insert(given, use);
    }

    /**
     * Gives jobs of a deployment what is granted to its environment, each by its name.
     *
     * @param which of the names each job gets
     */
    public void giveGranted(
            Repository repository, SecretUse use, Map<Long, Predicate<String>> which) {
        var given = new ArrayList<UseStore.Given>();
        store.visible(repository)
                .forEach((name, secret) -> {
                    if (use.purpose().isGranted(secret.grants(), use.place())) {
                        which.forEach((job, gets) -> {
                            if (gets.test(name)) {
                                given.add(new UseStore.Given(job, name, secret.id()));
                            }
                        });
                    }
                });
        uses.insert(given, use);
    }
}
