package dev.fairlead.code.store;

import dev.fairlead.blob.WrittenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;

/** A file of a pack while it is written; deltas are resolved from what was written already. */
final class PackOutput extends DfsOutputStream {
    private final WrittenFile file;

    PackOutput(WrittenFile file) {
        this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return file.read(position, into);
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
