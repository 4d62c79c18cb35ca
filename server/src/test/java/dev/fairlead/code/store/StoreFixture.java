package dev.fairlead.code.store;

import dev.fairlead.blob.NamedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Repositories without projects, and commits without a client. */
final class StoreFixture {
    private final JdbcClient jdbc;
    private final GitStore store;
    private final NamedFiles files;

    StoreFixture(JdbcClient jdbc, GitStore store, NamedFiles files) {
        this.jdbc = jdbc;
        this.store = store;
        this.files = files;
    }

    long repository() {
        var id =
                jdbc.sql(
                                """
                                insert into git_repository
                                    (project_id, project_key, slug, default_branch)
                                values (0, 'NONE', gen_random_uuid()::text, 'main') returning id
                                """)
                        .query(Long.class)
                        .single();
        store.create(id, "main");
        return id;
    }

    /** Writes a commit of one file into the instance, where it is pending. */
    static ObjectId commit(GitRepository git, String content, ObjectId... parents) {
        try (var inserter = git.newObjectInserter()) {
            var blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes());
            var tree = new TreeFormatter();
            tree.append("file", FileMode.REGULAR_FILE, blob);
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setParentIds(parents);
            commit.setAuthor(new PersonIdent("somebody", "somebody@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage(content);
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReceiveCommand move(ObjectId from, ObjectId to, String branch) {
        return new ReceiveCommand(from, to, Constants.R_HEADS + branch);
    }

    static boolean update(GitRepository git, ReceiveCommand... commands) {
        return update(git, _ -> {}, commands);
    }

    static boolean update(
            GitRepository git,
            Consumer<List<ReceiveCommand>> listener,
            ReceiveCommand... commands) {
        try {
            return git.update(List.of(commands), listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a new commit on the branch, on top of what is there. */
    ObjectId push(long repository, String branch, String content) throws IOException {
        try (var git = store.open(repository)) {
            var ref = git.getRefDatabase().exactRef(Constants.R_HEADS + branch);
            var from = ref == null ? ObjectId.zeroId() : ref.getObjectId();
            var commit =
                    ref == null ? commit(git, content) : commit(git, content, ref.getObjectId());
            if (!update(git, move(from, commit, branch))) {
                throw new IllegalStateException("Somebody else was faster");
            }
            return commit;
        }
    }

    long packs(long repository) {
        return jdbc.sql("select count(*) from git_pack where repository_id = ?")
                .param(repository)
                .query(Long.class)
                .single();
    }

    /** The names of the files that lie in the repository's folder. */
    List<String> files(long repository) throws IOException {
        return files.list().stream()
                .map(NamedFiles.Stored::name)
                .filter(name -> name.startsWith("r" + repository + "/"))
                .toList();
    }
}
