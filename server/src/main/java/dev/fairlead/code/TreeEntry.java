package dev.fairlead.code;

/** One entry of a folder. Size is in bytes, −1 for what is not a file. */
public record TreeEntry(String name, String path, Kind kind, long size) {
    /** What a git mode says. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        FOLDER,
        LINK,
        SUBMODULE
    }
}
