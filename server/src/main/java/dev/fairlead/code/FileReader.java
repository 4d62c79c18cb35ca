package dev.fairlead.code;

import java.io.IOException;
import java.io.InputStream;

/** Takes the bytes of a file, which are there only while it reads. */
public interface FileReader {
    /**
     * @param size in bytes
     */
    void read(long size, InputStream bytes) throws IOException;
}
