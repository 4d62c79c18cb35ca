package dev.fairlead.code.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.SymbolicRef;
import org.eclipse.jgit.util.RefList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of refs and packs. */
@Component
class GitRows {
    /** A ref as it shall be: where it points, and what a tag peels to. */
    record NewRef(String name, String target, @Nullable String peeled, boolean madeByServer) {}

    private record Versions(long version, long pruneVersion) {}

    private final JdbcClient jdbc;

    GitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void createHead(long repository, String branch) {
        jdbc.sql(
                        """
                        insert into git_ref (repository_id, name, symbolic) values (?, 'HEAD', ?)
                        """)
                .params(repository, "refs/heads/" + branch)
                .update();
    }

    void moveHead(long repository, String branch) {
        jdbc.sql("update git_ref set symbolic = ? where repository_id = ? and name = 'HEAD'")
                .params("refs/heads/" + branch, repository)
                .update();
    }

    Optional<Long> version(long repository) {
        return jdbc.sql("select version from git_repository where id = ?")
                .param(repository)
                .query(Long.class)
                .optional();
    }

    /**
     * Reads refs and packs of one version. A version that is still the same afterwards was the same
     * throughout, since each change takes a new one.
     */
    Optional<State> state(long repository) {
        while (true) {
            var before = versions(repository);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            var state = read(repository, before.get());
            if (versions(repository).equals(before)) {
                return Optional.of(state);
            }
        }
    }

    /**
     * Makes all other writers of the repository wait; gives its prune version. Who only adds a row
     * that belongs to the repository waits for nobody.
     */
    long lock(long repository) {
        return jdbc.sql("select prune_version from git_repository where id = ? for no key update")
                .param(repository)
                .query(Long.class)
                .single();
    }

    /** Where the named refs point; those that are not there, or are symbolic, are missing. */
    Map<String, String> targets(long repository, Collection<String> names) {
        return jdbc
                .sql(
                        """
                        select name, target from git_ref
                        where repository_id = ? and name = any (?) and target is not null
                        """)
                .params(repository, names.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The refs that cannot stand beside these: {@code a} beside {@code a/b}. */
    Set<String> conflicting(long repository, Collection<String> names) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select r.name from git_ref r, unnest(?) as made (name)
                                where r.repository_id = ?
                                  and (starts_with(r.name, made.name || '/')
                                       or starts_with(made.name, r.name || '/'))
                                """)
                        .params(names.toArray(String[]::new), repository)
                        .query(String.class)
                        .list());
    }

    void put(long repository, List<NewRef> refs) {
        jdbc.sql(
                        """
                        insert into git_ref (repository_id, name, target, peeled, made_by_server)
                        select ?, u.name, u.target, u.peeled, u.made
                        from unnest(?, ?, ?, ?) as u (name, target, peeled, made)
                        on conflict (repository_id, name) do update
                        set target = excluded.target, peeled = excluded.peeled
                        """)
                .params(
                        repository,
                        refs.stream().map(NewRef::name).toArray(String[]::new),
                        refs.stream().map(NewRef::target).toArray(String[]::new),
                        refs.stream().map(NewRef::peeled).toArray(String[]::new),
                        refs.stream().map(NewRef::madeByServer).toArray(Boolean[]::new))
                .update();
    }

    void remove(long repository, Collection<String> names) {
        jdbc.sql("delete from git_ref where repository_id = ? and name = any (?)")
                .params(repository, names.toArray(String[]::new))
                .update();
    }

    /** The names among these whose refs Fairlead made itself. */
    Set<String> madeByServer(long repository, Collection<String> names) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select name from git_ref
                                where repository_id = ? and name = any (?) and made_by_server
                                """)
                        .params(repository, names.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    void insert(long repository, DfsPackDescription pack) {
        jdbc.sql(
                        """
                        insert into git_pack (repository_id, name, source, created, objects, deltas,
                                              index_version, files)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        repository,
                        pack.getPackName(),
                        pack.getPackSource().name(),
                        OffsetDateTime.ofInstant(
                                Instant.ofEpochMilli(pack.getLastModified()), ZoneOffset.UTC),
                        pack.getObjectCount(),
                        pack.getDeltaCount(),
                        pack.getIndexVersion(),
                        PackFiles.of(pack))
                .update();
    }

    /** Moves the row of a replaced pack to the trash; false when it is not there any more. */
    boolean discard(long repository, String pack) {
        return jdbc.sql(
                                """
                                with gone as (
                                    delete from git_pack where repository_id = ? and name = ?
                                    returning repository_id, name, files)
                                insert into git_pack_trash (repository_id, name, files)
                                select repository_id, name, files from gone
                                """)
                        .params(repository, pack)
                        .update()
                == 1;
    }

    void advance(long repository, boolean collect, boolean pruned) {
        jdbc.sql(
                        """
                        update git_repository
                        set version = nextval('git_version'),
                            prune_version = prune_version + case when ? then 1 else 0 end,
                            collect_at = case when ? then least(collect_at, now())
                                         else collect_at end
                        where id = ?
                        """)
                .params(pruned, collect, repository)
                .update();
    }

    private Optional<Versions> versions(long repository) {
        return jdbc.sql("select version, prune_version from git_repository where id = ?")
                .param(repository)
                .query(Versions.class)
                .optional();
    }

    private State read(long repository, Versions versions) {
        var refs = new RefList.Builder<Ref>();
        var symbolic = new RefList.Builder<Ref>();
        for (var ref : refs(repository)) {
            refs.add(ref);
            if (ref.isSymbolic()) {
                symbolic.add(ref);
            }
        }
        refs.sort();
        symbolic.sort();
        return new State(
                versions.version(),
                versions.pruneVersion(),
                refs.toRefList(),
                symbolic.toRefList(),
                packs(repository));
    }

    private List<Ref> refs(long repository) {
        return jdbc.sql(
                        """
                        select name, target, peeled, symbolic from git_ref
                        where repository_id = ? order by name
                        """)
                .param(repository)
                .query((row, _) -> ref(row))
                .list();
    }

    private static Ref ref(ResultSet row) throws SQLException {
        var name = row.getString("name");
        var symbolic = row.getString("symbolic");
        if (symbolic != null) {
            return new SymbolicRef(name, new ObjectIdRef.Unpeeled(Ref.Storage.NEW, symbolic, null));
        }
        var target = ObjectId.fromString(row.getString("target"));
        var peeled = row.getString("peeled");
        return peeled == null
                ? new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, target)
                : new ObjectIdRef.PeeledTag(
                        Ref.Storage.PACKED, name, target, ObjectId.fromString(peeled));
    }

    private List<DfsPackDescription> packs(long repository) {
        var description = new DfsRepositoryDescription("r" + repository);
        return jdbc.sql("select * from git_pack where repository_id = ?")
                .param(repository)
                .query((row, _) -> pack(description, row))
                .list();
    }

    private static DfsPackDescription pack(DfsRepositoryDescription repository, ResultSet row)
            throws SQLException {
        var pack =
                new DfsPackDescription(
                        repository,
                        row.getString("name"),
                        PackSource.valueOf(row.getString("source")));
        pack.setLastModified(row.getTimestamp("created").getTime());
        pack.setObjectCount(row.getLong("objects"));
        pack.setDeltaCount(row.getLong("deltas"));
        pack.setIndexVersion(row.getInt("index_version"));
        PackFiles.into(pack, row.getString("files"));
        pack.setEstimatedPackSize(pack.getFileSize(PackExt.PACK));
        return pack;
    }
}
