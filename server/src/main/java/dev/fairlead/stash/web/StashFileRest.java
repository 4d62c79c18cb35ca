package dev.fairlead.stash.web;

import dev.fairlead.code.Inventory;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files at a branch, tag or commit: by lines, by name and as they are. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY)
class StashFileRest {
    private static final int LARGEST_READ = 8 << 20;
    private static final int LARGEST_FETCHED = 32 << 20;
    private static final int MOST_LINES = 20_000;

    private final StashRepositories repositories;
    private final Source source;
    private final Inventory inventory;
    private final Revisions revisions;

    StashFileRest(
            StashRepositories repositories,
            Source source,
            Inventory inventory,
            Revisions revisions) {
        this.repositories = repositories;
        this.source = source;
        this.inventory = inventory;
        this.revisions = revisions;
    }

    /** A file's lines, or a folder's entries. */
    @GetMapping({"/browse", "/browse/{*path}"})
    Object browse(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable(required = false) @Nullable String path,
            @RequestParam @Nullable String at,
            @RequestParam(defaultValue = "0") int start,
            @RequestParam(defaultValue = "5000") int limit) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var commit = revisions.commit(repository, at);
        var inside = inside(path);
        var entry = source.entry(repository, commit, inside).orElseThrow(() -> missing(inside));
        var paging = new Paging(start, limit);
        return entry.kind() == TreeEntry.Kind.FOLDER
                ? new StashBrowse.Folder(
                        StashBrowse.Path.of(inside),
                        commit,
                        Page.ofAll(paging, source.tree(repository, commit, inside))
                                .map(StashBrowse.Child::of))
                : lines(repository, commit, inside, start, Math.min(limit, MOST_LINES));
    }

    /** The paths of all files below a folder. */
    @GetMapping({"/files", "/files/{*path}"})
    Page<String> files(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable(required = false) @Nullable String path,
            @RequestParam @Nullable String at,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var commit = revisions.commit(repository, at);
        var found =
                inventory.files(repository, commit, inside(path), paging.start(), paging.more());
        return Page.of(paging, found);
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
        var commit = revisions.commit(repository, at);
        var file = inside(path);
        var bytes = bytes(repository, commit, file, LARGEST_FETCHED);
        var name = file.substring(file.lastIndexOf('/') + 1);
        return ResponseEntity.ok()
                .contentType(
                        RawText.isBinary(bytes)
                                ? MediaType.APPLICATION_OCTET_STREAM
                                : new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes);
    }

    private Object lines(Repository repository, String commit, String path, int start, int limit) {
        var bytes = bytes(repository, commit, path, LARGEST_READ);
        return RawText.isBinary(bytes)
                ? new StashBrowse.Binary(true, StashBrowse.Path.of(path))
                : StashBrowse.Lines.of(
                        split(new String(bytes, StandardCharsets.UTF_8)), start, limit);
    }

    private byte[] bytes(Repository repository, String commit, String path, int limit) {
        return source.file(repository, commit, path, limit).orElseThrow(() -> missing(path));
    }

    /** An end of line at the end of the file begins no line of its own. */
    private static List<String> split(String text) {
        var lines = List.of(text.split("\r?\n", -1));
        return lines.getLast().isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static String inside(@Nullable String path) {
        return path == null || path.length() < 2 ? "" : path.substring(1);
    }

    private static Problem missing(String path) {
        return Problem.notFound("There is no file \"%s\" there.".formatted(path));
    }
}
