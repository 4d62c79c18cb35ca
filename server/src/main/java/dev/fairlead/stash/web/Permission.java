package dev.fairlead.stash.web;

import dev.fairlead.identity.Role;
import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Stash's names of what somebody may do, as far as they have a meaning here. */
final class Permission {
    private Permission() {}

    /** The role in a project that a permission for a project or repository stands for. */
    static Role role(String field, String permission) {
        return switch (permission) {
            case "REPO_READ", "PROJECT_VIEW", "PROJECT_READ" -> Role.READ;
            case "REPO_WRITE", "PROJECT_WRITE" -> Role.WRITE;
            case "REPO_ADMIN", "PROJECT_ADMIN", "REPO_CREATE" -> Role.ADMINISTER;
            default ->
                    throw Problem.invalid(
                            field,
                            field
                                    + ": must be REPO_READ, REPO_WRITE, REPO_ADMIN, PROJECT_READ,"
                                    + " PROJECT_WRITE or PROJECT_ADMIN.");
        };
    }

    static Role roleOrRead(String field, @Nullable String permission) {
        return permission == null || permission.isEmpty() ? Role.READ : role(field, permission);
    }
}
