package dev.fairlead.issue;

import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The issues of all projects. */
@Component
public class Issues {
    private static final Pattern KEY = Pattern.compile("\\b[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}\\b");

    /** The issue keys that a branch name or a commit message mentions, in order. */
    public static Set<String> keysIn(String text) {
        var keys = new LinkedHashSet<String>();
        KEY.matcher(text).results().forEach(found -> keys.add(found.group()));
        return keys;
    }

    public Issue file(
            User by,
            Project project,
            IssueType type,
            String title,
            String description,
            @Nullable String parent) {
        throw new UnsupportedOperationException();
    }

    /** Without a check: for modules that follow a key found in a branch or a message. */
    public Optional<Issue> find(String key) {
        throw new UnsupportedOperationException();
    }

    public Map<String, Issue> byKeys(Collection<String> keys) {
        throw new UnsupportedOperationException();
    }

    /** The issue for a user with at least this role in its project; 404 or 403 otherwise. */
    public Issue require(User user, String key, Role role) {
        throw new UnsupportedOperationException();
    }

    public List<Issue> list(Project project, @Nullable IssueStatus status, int offset, int limit) {
        throw new UnsupportedOperationException();
    }

    public List<Issue> children(String parentKey) {
        throw new UnsupportedOperationException();
    }

    /** Moves the issue in the current transaction; nothing happens when it is there already. */
    public void move(Actor by, String key, IssueStatus status) {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code ORD-42-remove-smtp-logging}: the key and a slug of the title, 60 characters at most.
     */
    public static String branchName(Issue issue) {
        var slug =
                issue.title()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var name = slug.isEmpty() ? issue.key() : issue.key() + "-" + slug;
        return name.substring(0, Math.min(60, name.length())).replaceAll("-+$", "");
    }
}
