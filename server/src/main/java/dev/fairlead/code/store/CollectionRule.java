package dev.fairlead.code.store;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.pack.PackExt;

/**
 * When a repository is worth collecting: its packs are many, or it is big and has no bitmap,
 * without which every clone counts all objects.
 */
final class CollectionRule {
    static final int MOST_PACKS = 50;
    static final long BIG = 2_000;

    private CollectionRule() {}

    static boolean isDue(List<DfsPackDescription> packs, List<DfsPackDescription> more) {
        var all = Stream.concat(packs.stream(), more.stream()).toList();
        if (all.size() > MOST_PACKS) {
            return true;
        }
        var objects = all.stream().mapToLong(DfsPackDescription::getObjectCount).sum();
        return objects >= BIG
                && all.stream().noneMatch(pack -> pack.hasFileExt(PackExt.BITMAP_INDEX));
    }
}
