package dev.fairlead.code.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;

/** A file of a pack, open for reading at any position. */
final class PackChannel implements ReadableChannel {
    private final SeekableByteChannel file;

    PackChannel(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return file.read(into);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public void position(long position) throws IOException {
        file.position(position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    /** Zero lets the cache choose its own. */
    @Override
    public int blockSize() {
        return 0;
    }

    /** The kernel reads ahead by itself. */
    @Override
    public void setReadAheadBytes(int bytes) {}

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
