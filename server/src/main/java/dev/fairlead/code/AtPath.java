package dev.fairlead.code;

import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Lets a walk see one path and what is below it, by its bytes: names need not be UTF-8. */
final class AtPath extends TreeFilter {
    private final byte[] path;

    AtPath(String path) {
        this(PathName.pathBytes(path));
    }

    private AtPath(byte[] path) {
        this.path = path;
    }

    @Override
    public boolean include(TreeWalk walker) {
        return matchFilter(walker) <= 0;
    }

    @Override
    public int matchFilter(TreeWalk walker) {
        return walker.isPathMatch(path, path.length);
    }

    @Override
    public boolean shouldBeRecursive() {
        return true;
    }

    @Override
    public TreeFilter clone() {
        return new AtPath(path);
    }
}
