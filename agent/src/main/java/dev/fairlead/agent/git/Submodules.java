package dev.fairlead.agent.git;

import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays submodules into a workspace, those of submodules too. The server says of each address
 * whether the job may have what is there.
 */
record Submodules(GitProgram git, GitCheckout checkout, Checkout wish, JobContext job) {
    private static final int MOST_LEVELS = 3;
    private static final int MOST = 50;
    private static final String SECTION = "submodule.";
    private static final String PATH = ".path";
    private static final String URL = ".url";
    private static final String GITLINK = "160000 commit ";

    void lay(Path folder, long repository, int level) throws IOException, InterruptedException {
        var settings = settings(folder);
        var laid = 0;
        for (var setting : settings.entrySet()) {
            if (!setting.getKey().endsWith(PATH)) {
                continue;
            }
            if (level > MOST_LEVELS || ++laid > MOST) {
                throw new IOException(
                        "A job gets at most %d submodules, and %d levels of them."
                                .formatted(MOST, MOST_LEVELS));
            }
            var key = setting.getKey();
            var url = settings.get(key.substring(0, key.length() - PATH.length()) + URL);
            lay(folder, repository, level, setting.getValue(), url == null ? "" : url);
        }
    }

    private void lay(Path folder, long repository, int level, String path, String url)
            throws IOException, InterruptedException {
        var commit = commit(folder, path);
        if (commit.isEmpty()) {
            return;
        }
        var source = job.gitSource(repository, url);
        if (!source.refusal().isEmpty()) {
            throw new IOException(source.refusal());
        }
        var place = place(folder, path);
        checkout.into(place, source, commit, wish, job);
        lay(place, source.repository(), level + 1);
    }

    /** The commit that the tree names there; empty when there is no submodule. */
    private String commit(Path folder, String path) throws IOException, InterruptedException {
        var entry = git.run(job, folder, "ls-tree", "-z", "HEAD", "--", path);
        return entry.startsWith(GITLINK)
                ? entry.substring(GITLINK.length(), entry.indexOf('\t'))
                : "";
    }

    /** The folder that git made for it: a real one, below the workspace through real ones. */
    private static Path place(Path folder, String path) throws IOException {
        var place = folder.resolve(path).normalize();
        if (!place.startsWith(folder) || place.equals(folder)) {
            throw new IOException("\"" + path + "\" is no place for a submodule");
        }
        var names = folder.relativize(place);
        for (var depth = 1; depth <= names.getNameCount(); depth++) {
            var part = folder.resolve(names.subpath(0, depth));
            if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("\"" + path + "\" is no place for a submodule");
            }
        }
        return place;
    }

    /** What the commit's {@code .gitmodules} says, by its names; empty where there is none. */
    private Map<String, String> settings(Path folder) throws IOException, InterruptedException {
        if (git.run(job, folder, "ls-tree", "-z", "HEAD", "--", ".gitmodules").isEmpty()) {
            return Map.of();
        }
        var all = new TreeMap<String, String>();
        var said = git.run(job, folder, "config", "--blob", "HEAD:.gitmodules", "-z", "--list");
        for (var entry : said.split("\0")) {
            var line = entry.indexOf('\n');
            if (line > 0 && entry.startsWith(SECTION)) {
                all.put(entry.substring(0, line), entry.substring(line + 1));
            }
        }
        return all;
    }
}
