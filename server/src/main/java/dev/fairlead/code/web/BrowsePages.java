package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.diff.RawText;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Folders and files at a branch, tag or commit. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}")
class BrowsePages {
    private static final int LARGEST_SHOWN = 1 << 20;
    private static final int LARGEST_FETCHED = 32 << 20;

    private final Repositories repositories;
    private final Source source;
    private final RepositoryViews views;

    BrowsePages(Repositories repositories, Source source, RepositoryViews views) {
        this.repositories = repositories;
        this.source = source;
        this.views = views;
    }

    @GetMapping({"/browse", "/browse/{*path}"})
    ModelAndView browse(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable(required = false) @Nullable String path,
            @RequestParam @Nullable String at) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var ref = Objects.requireNonNullElse(at, repository.defaultBranch());
        return new ModelAndView("code/browse", Map.of("page", page(repository, ref, inside(path))));
    }

    /** The bytes as a download: nothing that somebody pushed is ever run as a page of ours. */
    @GetMapping("/raw/{*path}")
    ResponseEntity<byte[]> raw(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String path,
            @RequestParam @Nullable String at) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var ref = Objects.requireNonNullElse(at, repository.defaultBranch());
        var file = inside(path);
        var bytes =
                source.file(repository, sha(repository, ref), file, LARGEST_FETCHED)
                        .orElseThrow(() -> missing(file, ref));
        var name = file.substring(file.lastIndexOf('/') + 1);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes);
    }

    private BrowsePage page(Repository repository, String ref, String path) {
        var sha = sha(repository, ref);
        var entry = source.entry(repository, sha, path).orElseThrow(() -> missing(path, ref));
        return switch (entry.kind()) {
            case FOLDER -> {
                var entries = source.tree(repository, sha, path);
                yield view(repository, ref, path, entries, null, null);
            }
            case SUBMODULE ->
                    hidden(repository, ref, path, "A submodule: its commit is elsewhere.");
            case FILE, EXECUTABLE, LINK -> file(repository, ref, path, sha, entry.size());
        };
    }

    private BrowsePage file(Repository repository, String ref, String path, String sha, long size) {
        if (size > LARGEST_SHOWN) {
            return hidden(
                    repository, ref, path, size + " bytes are too many to show. Download them.");
        }
        var bytes =
                source.file(repository, sha, path, LARGEST_SHOWN)
                        .orElseThrow(() -> missing(path, ref));
        if (RawText.isBinary(bytes)) {
            return hidden(repository, ref, path, "Binary, " + bytes.length + " bytes.");
        }
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        return view(repository, ref, path, List.of(), lines, null);
    }

    private BrowsePage hidden(Repository repository, String ref, String path, String why) {
        return view(repository, ref, path, List.of(), null, why);
    }

    private BrowsePage view(
            Repository repository,
            String ref,
            String path,
            List<TreeEntry> entries,
            @Nullable List<String> lines,
            @Nullable String why) {
        return new BrowsePage(views.place(repository), repository, ref, path, entries, lines, why);
    }

    private String sha(Repository repository, String ref) {
        return source.resolve(repository, ref)
                .orElseThrow(() -> Addresses.unknown(repository, ref));
    }

    private static String inside(@Nullable String path) {
        return path == null || path.length() < 2 ? "" : path.substring(1);
    }

    private static Problem missing(String path, String ref) {
        return Problem.notFound("There is no %s at %s.".formatted(path, ref));
    }
}
