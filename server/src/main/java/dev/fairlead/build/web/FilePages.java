package dev.fairlead.build.web;

import dev.fairlead.build.Artifacts;
import dev.fairlead.build.Build;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.Builds;
import dev.fairlead.build.PackedEntry;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Looks into a file that a build kept: text as text, a jar or zip by its folders. */
@Controller
class FilePages {
    private static final int LONGEST_TEXT = 512 * 1024;

    private final Builds builds;
    private final Artifacts artifacts;
    private final Repositories repositories;
    private final Projects projects;

    FilePages(Builds builds, Artifacts artifacts, Repositories repositories, Projects projects) {
        this.builds = builds;
        this.artifacts = artifacts;
        this.repositories = repositories;
        this.projects = projects;
    }

    @GetMapping("/builds/{id}/files")
    ModelAndView page(
            User user,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam @Nullable Integer job,
            @RequestParam(defaultValue = "") String folder,
            @RequestParam @Nullable String entry)
            throws IOException {
        var build = builds.require(user, id, Role.READ);
        var file = artifacts.require(build, name, job);
        var page =
                isPacked(file)
                        ? packed(build, file, folder, entry)
                        : view(build, file, null, text(artifacts.open(file)));
        return new ModelAndView("build/file", "page", page);
    }

    private FilePage packed(Build build, BuildArtifact file, String folder, @Nullable String entry)
            throws IOException {
        if (entry != null) {
            var found = artifacts.entry(file, entry);
            return view(build, file, entry, text(artifacts.open(file, found)));
        }
        var below =
                artifacts.entries(file).stream()
                        .filter(one -> one.name().startsWith(folder))
                        .toList();
        return new FilePage(
                place(build),
                build,
                file,
                folder,
                below.stream()
                        .map(one -> one.name().substring(folder.length()))
                        .filter(rest -> rest.indexOf('/') >= 0)
                        .map(rest -> rest.substring(0, rest.indexOf('/') + 1))
                        .distinct()
                        .sorted()
                        .toList(),
                below.stream().filter(one -> isIn(folder, one)).toList(),
                null,
                null);
    }

    private static boolean isIn(String folder, PackedEntry entry) {
        return entry.name().indexOf('/', folder.length()) < 0;
    }

    private FilePage view(
            Build build, BuildArtifact file, @Nullable String entry, Optional<String> text) {
        return new FilePage(
                place(build), build, file, "", List.of(), List.of(), entry, text.orElse(null));
    }

    static boolean isPacked(BuildArtifact file) {
        var name = file.name().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip") || name.endsWith(".war");
    }

    /** Its first part; empty where it is not UTF-8 or holds what text does not. */
    private static Optional<String> text(InputStream in) throws IOException {
        try (in) {
            var bytes = in.readNBytes(LONGEST_TEXT);
            for (var one : bytes) {
                if (one == 0) {
                    return Optional.empty();
                }
            }
            var end = bytes.length == LONGEST_TEXT ? lastLine(bytes) : bytes.length;
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, end))
                            .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Where its last whole line ends, so that no character is cut in two. */
    private static int lastLine(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private Place place(Build build) {
        var project = projects.get(repositories.get(build.repositoryId()).projectId());
        return new Place(project.key(), project.name(), Section.BUILDS);
    }
}
