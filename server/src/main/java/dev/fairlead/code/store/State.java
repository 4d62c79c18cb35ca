package dev.fairlead.code.store;

import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.util.RefList;

/** The refs and packs of a repository as they belong together at one version. */
record State(
        long version,
        long pruneVersion,
        RefList<Ref> refs,
        RefList<Ref> symbolic,
        List<DfsPackDescription> packs) {}
