package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildArtifact;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on the page of its build.
 *
 * @param look where one looks into it; null where that shows nothing
 * @param report where it is shown as the page that it is; null unless it is one
 */
public record ArtifactRow(
        String name,
        String job,
        String size,
        String sha256,
        String download,
        @Nullable String look,
        @Nullable String report) {
    private static final Pattern TEXT =
            Pattern.compile(".*\\.(txt|log|json|xml|yml|yaml|csv|md|properties|out)");

    static ArtifactRow of(Build build, BuildArtifact file, String job) {
        var name = file.name().toLowerCase(Locale.ROOT);
        var path = FilePage.path(file.name());
        var isText = FilePages.isPacked(file) || TEXT.matcher(name).matches();
        var isPage = name.endsWith(".html") || name.endsWith(".htm");
        return new ArtifactRow(
                file.name(),
                job,
                (file.size() + 1023) / 1024 + " KB",
                file.sha256(),
                "/api/v1%s/artifacts/%s?job=%d".formatted(build.url(), path, file.job()),
                isText
                        ? "%s/files?job=%d&name=%s"
                                .formatted(build.url(), file.job(), FilePage.encoded(file.name()))
                        : null,
                isPage ? "%s/reports/%d/%s".formatted(build.url(), file.job(), path) : null);
    }
}
