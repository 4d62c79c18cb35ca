package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The addresses of what is in a repository. */
final class Addresses {
    private Addresses() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A file's or folder's page at a ref. */
    static String browse(Repository repository, String path, String at) {
        return repository.url() + "/browse/" + path(path) + "?at=" + encoded(at);
    }

    /** A file's bytes at a ref. */
    static String raw(Repository repository, String path, String at) {
        return repository.url() + "/raw/" + path(path) + "?at=" + encoded(at);
    }

    static String commits(Repository repository, String at) {
        return repository.url() + "/commits?at=" + encoded(at);
    }

    static Problem unknown(Repository repository, String ref) {
        return Problem.notFound("%s has no branch, tag or commit %s.".formatted(repository, ref));
    }

    private static String path(String path) {
        return Arrays.stream(path.split("/"))
                .map(Addresses::encoded)
                .collect(Collectors.joining("/"));
    }
}
