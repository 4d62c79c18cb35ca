package dev.fairlead.code.store;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.pack.PackExt;

/** The files of a pack as its row lists them: {@code pack:28311552:65536,idx:3211264:65536}. */
final class PackFiles {
    private PackFiles() {}

    static String of(DfsPackDescription pack) {
        var files = new ArrayList<String>();
        for (var ext : PackExt.values()) {
            if (pack.hasFileExt(ext)) {
                files.add(
                        "%s:%d:%d"
                                .formatted(
                                        ext.getExtension(),
                                        pack.getFileSize(ext),
                                        pack.getBlockSize(ext)));
            }
        }
        return String.join(",", files);
    }

    static void into(DfsPackDescription pack, String files) {
        for (var file : files.split(",")) {
            var part = file.split(":");
            var ext = extension(part[0]);
            pack.addFileExt(ext);
            pack.setFileSize(ext, Long.parseLong(part[1]));
            pack.setBlockSize(ext, Integer.parseInt(part[2]));
        }
    }

    /** The names of the files in the store of blobs. */
    static List<String> names(long repository, String pack, String files) {
        var names = new ArrayList<String>();
        for (var file : files.split(",")) {
            names.add(name(repository, pack, extension(file.substring(0, file.indexOf(':')))));
        }
        return names;
    }

    static String name(long repository, String pack, PackExt ext) {
        return "r" + repository + "/" + pack + "." + ext.getExtension();
    }

    private static PackExt extension(String text) {
        for (var ext : PackExt.values()) {
            if (ext.getExtension().equals(text)) {
                return ext;
            }
        }
        throw new IllegalStateException("This is a bug: an unknown kind of pack file " + text);
    }
}
