package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The addresses of what is in a repository. */
final class Addresses {
    /** What every server and proxy on the way leaves as it is. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}\\p{M}\\p{N} /._+@~,=#?&'!$()*\\[\\]{}^-]{0,1000}");

    private Addresses() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A file's or folder's page at a ref. */
    static String browse(Repository repository, String path, String at) {
        return of(repository, "browse", path, at);
    }

    /** A file's bytes at a ref. */
    static String raw(Repository repository, String path, String at) {
        return of(repository, "raw", path, at);
    }

    static String commits(Repository repository, String at) {
        return repository.url() + "/commits?at=" + encoded(at);
    }

    static String commits(Repository repository, String at, String path) {
        return commits(repository, at) + (path.isEmpty() ? "" : "&path=" + encoded(path));
    }

    static String commit(Repository repository, String sha) {
        return repository.url() + "/commits/" + sha;
    }

    static String compare(Repository repository, String from, String to) {
        return "%s/compare?from=%s&to=%s".formatted(repository.url(), encoded(from), encoded(to));
    }

    /** A page of a path; one with characters that do not travel well goes as a parameter. */
    static String of(Repository repository, String page, String path, String at) {
        var url = repository.url() + "/" + page;
        if (path.isEmpty()) {
            return url + "?at=" + encoded(at);
        }
        return PLAIN.matcher(path).matches()
                ? url + "/" + segments(path) + "?at=" + encoded(at)
                : url + "?path=" + encoded(path) + "&at=" + encoded(at);
    }

    static Problem unknown(Repository repository, String ref) {
        return Problem.notFound("%s has no branch, tag or commit %s.".formatted(repository, ref));
    }

    private static String segments(String path) {
        return Arrays.stream(path.split("/"))
                .map(Addresses::encoded)
                .collect(Collectors.joining("/"));
    }
}
