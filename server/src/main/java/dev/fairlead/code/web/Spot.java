package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of a repository at a branch, tag or commit, and the addresses of its pages.
 *
 * @param at as it was asked for
 * @param sha the commit that it was then
 */
public record Spot(Repository repository, String at, String sha, String path) {
    /** A part of the path, and the page of the folder up to it. */
    public record Part(String name, String url) {}

    /** The folders above, the root first. */
    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        if (path.isEmpty()) {
            return parts;
        }
        parts.add(new Part(repository.slug(), Addresses.browse(repository, "", at)));
        for (var end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            var folder = path.substring(0, end);
            parts.add(new Part(name(folder), Addresses.browse(repository, folder, at)));
        }
        return parts;
    }

    public String name() {
        return path.isEmpty() ? repository.slug() : name(path);
    }

    /** The folder that it is in; itself where it is one. */
    public String folder(boolean isFolder) {
        return isFolder ? path : path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    public String browse() {
        return Addresses.browse(repository, path, at);
    }

    public String browse(String other) {
        return Addresses.browse(repository, other, at);
    }

    /** An address that shows the same for ever. */
    public String permanent() {
        return Addresses.browse(repository, path, sha);
    }

    public String raw() {
        return Addresses.raw(repository, path, at);
    }

    public String raw(String other) {
        return Addresses.raw(repository, other, at);
    }

    public String blame() {
        return Addresses.of(repository, "blame", path, at);
    }

    public String history() {
        return Addresses.commits(repository, at, path);
    }

    public String lastCommits() {
        return Addresses.of(repository, "last-commits", path, at);
    }

    public boolean isPermanent() {
        return at.equals(sha);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
