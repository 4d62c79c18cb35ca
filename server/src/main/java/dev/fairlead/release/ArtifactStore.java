package dev.fairlead.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The published files. Only those of released releases are ever found by path. */
@Component
class ArtifactStore {
    private final JdbcClient jdbc;

    ArtifactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Release release, List<Published> files) {
        for (var position = 0; position < files.size(); position++) {
            insert(release, position, files.get(position));
        }
    }

    private void insert(Release release, int position, Published file) {
        jdbc.sql(
                        """
                        insert into release_artifact (release, position, project_id, name, sha256,
                               sha1, md5, size, path, is_primary)
                        values (:release, :position, :project, :name, :sha256,
                               :sha1, :md5, :size, :path, :primary)
                        """)
                .param("release", release.id())
                .param("position", position)
                .param("project", release.projectId())
                .param("name", file.name())
                .param("sha256", file.digests().sha256())
                .param("sha1", file.digests().sha1())
                .param("md5", file.digests().md5())
                .param("size", file.size())
                .param("path", file.path())
                .param("primary", file.primary())
                .update();
    }

    List<ReleaseArtifact> of(long release) {
        return jdbc.sql(
                        """
                        select name, sha256, size, path, is_primary as primary
                          from release_artifact where release = :release order by position
                        """)
                .param("release", release)
                .query(ReleaseArtifact.class)
                .list();
    }

    /** The name of the release of another repository that holds one of these addresses. */
    Optional<String> taken(long project, List<String> paths) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        select a.path || ' is published already by release ' || r.version
                          from release_artifact a join release r on r.id = a.release
                         where a.project_id = :project and a.path in (:paths) limit 1
                        """)
                .param("project", project)
                .param("paths", paths)
                .query(String.class)
                .optional();
    }

    /** What Maven finds at a path. */
    record File(String version, String sha256, String sha1, String md5, long size) {}

    Optional<File> at(long project, String path) {
        return jdbc.sql(
                        """
                        select r.version, a.sha256, a.sha1, a.md5, a.size
                          from release_artifact a join release r on r.id = a.release
                         where a.project_id = :project and a.path = :path and r.state = 'RELEASED'
                        """)
                .param("project", project)
                .param("path", path)
                .query(File.class)
                .optional();
    }

    /** The release, by version, that published something below a folder of Maven's layout. */
    Optional<String> versionBelow(long project, String folder) {
        return jdbc.sql(
                        """
                        select r.version
                          from release_artifact a join release r on r.id = a.release
                         where a.project_id = :project and starts_with(a.path, :folder || '/')
                         limit 1
                        """)
                .param("project", project)
                .param("folder", folder)
                .query(String.class)
                .optional();
    }

    /** The released versions of one group and artifact, oldest first, with when each came. */
    List<Listed> versions(long project, String folder) {
        return jdbc.sql(
                        """
                        select r.version, max(r.released) as released
                          from release_artifact a join release r on r.id = a.release
                         where a.project_id = :project and r.state = 'RELEASED'
                           and a.path like :prefix escape '\\' and a.path not like :deeper escape '\\'
                         group by r.version, r.major, r.minor, r.patch
                         order by r.major, r.minor, r.patch
                        """)
                .param("project", project)
                .param("prefix", like(folder) + "/%/%")
                .param("deeper", like(folder) + "/%/%/%")
                .query(Listed.class)
                .list();
    }

    record Listed(String version, Instant released) {}

    private static String like(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    Optional<ReleaseArtifact> named(long release, String name) {
        return of(release).stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
