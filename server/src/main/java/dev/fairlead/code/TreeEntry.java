package dev.fairlead.code;

/**
 * One entry of a folder. A name that is not UTF-8 is quoted as git quotes it.
 *
 * @param id of the object: bytes, folder, or the commit of a submodule
 * @param size in bytes, −1 for what is not a file
 */
public record TreeEntry(String name, String path, Kind kind, String id, long size) {
    /** What a git mode says. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        FOLDER,
        LINK,
        SUBMODULE
    }
}
