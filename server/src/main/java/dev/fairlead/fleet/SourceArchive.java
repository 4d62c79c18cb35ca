package dev.fairlead.fleet;

import java.io.IOException;
import java.io.OutputStream;

/** Writes what {@link Provision#source} names; implemented by the module that queues builds. */
public interface SourceArchive {
    /** Writes the files of the commit as an uncompressed POSIX tar. */
    void write(long repository, String commit, OutputStream out) throws IOException;
}
