package dev.fairlead.build;

import dev.fairlead.blob.Blobs;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files that builds kept, one by one, all at once, and what is packed in one of them. */
@Component
public class Artifacts {
    private static final long LARGEST_ARCHIVE = 4L << 30;
    private static final Pattern SLASH = Pattern.compile("[/\\\\]");

    private final ResultStore results;
    private final BuildJobStore jobs;
    private final Blobs blobs;

    Artifacts(ResultStore results, BuildJobStore jobs, Blobs blobs) {
        this.results = results;
        this.jobs = jobs;
        this.blobs = blobs;
    }

    /** A file by its name; where several jobs kept one of that name, the job's or the first. */
    public BuildArtifact require(Build build, String name, @Nullable Integer job) {
        return results.artifacts(build.id()).stream()
                .filter(artifact -> artifact.name().equals(name))
                .filter(artifact -> job == null || artifact.job() == job)
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound(
                                "Build %d kept no file '%s'.".formatted(build.id(), name)));
    }

    public InputStream open(BuildArtifact file) throws IOException {
        return blobs.open(file.sha256());
    }

    /** What a jar or zip holds; 415 for any other file. */
    public List<PackedEntry> entries(BuildArtifact file) throws IOException {
        return packed(file).entries();
    }

    public PackedEntry entry(BuildArtifact file, String name) throws IOException {
        return entries(file).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("%s holds no '%s'.".formatted(file.name(), name)));
    }

    public InputStream open(BuildArtifact file, PackedEntry entry) throws IOException {
        return packed(file).open(entry);
    }

    private PackedFile packed(BuildArtifact file) {
        return new PackedFile(
                position -> {
                    var in = blobs.open(file.sha256());
                    in.skipNBytes(position);
                    return in;
                },
                file.size());
    }

    /** Everything that a build kept, before the first byte is written. */
    public List<BuildArtifact> forArchive(Build build) {
        var files = results.artifacts(build.id());
        if (files.isEmpty()) {
            throw Problem.notFound("Build %d kept no files.".formatted(build.id()));
        }
        var size = files.stream().mapToLong(BuildArtifact::size).sum();
        if (size > LARGEST_ARCHIVE) {
            throw Problem.tooLarge(
                    "The files of build %d have %d bytes together; an archive has at most %d. Download them one by one."
                            .formatted(build.id(), size, LARGEST_ARCHIVE));
        }
        return files;
    }

    /** Writes them as one zip; those of each of several jobs into a folder of its name. */
    public void archive(Build build, List<BuildArtifact> files, OutputStream out)
            throws IOException {
        var names = jobs.of(build.id());
        var taken = new HashSet<String>();
        try (var zip = new ZipOutputStream(out)) {
            // Most are packed already, and the time is the reader's.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (var file : files) {
                var folder = names.size() > 1 ? safe(names.get(file.job() - 1).name()) + "/" : "";
                var name = folder + safe(file.name());
                if (taken.add(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    try (var in = open(file)) {
                        in.transferTo(zip);
                    }
                    zip.closeEntry();
                }
            }
        }
    }

    /** Whoever unpacks it gets files below the folder where they unpack. */
    private static String safe(String name) {
        return SLASH.splitAsStream(name)
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
    }
}
