package dev.fairlead.stash.web;

import dev.fairlead.code.Repository;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a tool sends to open or to change a pull request; all but its fields is passed over. */
record PullRequestBody(
        @Nullable Integer version,
        @Nullable String title,
        @Nullable String description,
        @Nullable Ref fromRef,
        @Nullable Ref toRef,
        @Nullable List<@Nullable Asked> reviewers) {
    /** A branch; with the repository where a tool names it, which can only be the same. */
    record Ref(@Nullable String id, @Nullable InRepository repository) {}

    record InRepository(@Nullable String slug) {}

    record Asked(@Nullable Named user) {}

    record Named(@Nullable String name) {}

    String requireTitle() {
        return given("title", title);
    }

    String textOrNothing() {
        return description == null ? "" : description;
    }

    /** The source's name without what Stash puts before it. */
    String from(Repository repository) {
        return branch("fromRef", fromRef, repository);
    }

    String into(Repository repository) {
        return branch("toRef", toRef, repository);
    }

    @Nullable String intoOrSame(Repository repository) {
        return toRef == null ? null : into(repository);
    }

    int requireVersion() {
        return given("version", version);
    }

    @Nullable List<String> names() {
        return reviewers == null
                ? null
                : reviewers.stream()
                        .map(one -> one == null || one.user() == null ? null : one.user().name())
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static String branch(String field, @Nullable Ref ref, Repository repository) {
        var id = given(field, ref == null ? null : ref.id());
        var other = ref == null || ref.repository() == null ? null : ref.repository().slug();
        if (other != null && !other.equalsIgnoreCase(repository.slug())) {
            throw Problem.invalid(
                    field,
                    field + ": there are no forks here; both branches are of one repository.");
        }
        return StashRef.branch(id);
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(field, field + ": must be given");
        }
        return value;
    }
}
