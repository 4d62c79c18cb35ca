package dev.fairlead.build;

import dev.fairlead.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a jar or zip by its central directory, without unpacking it. Strangers made it: what the
 * directory claims is checked against limits before a byte is unpacked, and against the truth
 * while.
 */
final class PackedFile {
    static final int MOST_ENTRIES = 20_000;
    static final long LARGEST_ENTRY = 64L << 20;
    private static final int LARGEST_DIRECTORY = 8 << 20;

    /** More is a bomb: text packs to a tenth, a file of zeros to a thousandth. */
    private static final int HIGHEST_RATIO = 200;

    /** A small file of blanks may pack better. */
    private static final long SMALL = 1 << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int DIRECTORY_LENGTH = 46;
    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int HEADER_LENGTH = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;

    private final Bytes bytes;
    private final long size;

    PackedFile(Bytes bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** The bytes of the file from a position on. */
    @FunctionalInterface
    interface Bytes {
        InputStream from(long position) throws IOException;
    }

    /** Where the directory lies. */
    private record End(int entries, int length, long offset) {}

    /** Its files in the order of the directory; folders and what is encrypted are left out. */
    List<PackedEntry> entries() throws IOException {
        var end = end();
        var directory = read(end.offset(), end.length());
        var entries = new ArrayList<PackedEntry>();
        for (int i = 0; i < end.entries(); i++) {
            if (directory.remaining() < DIRECTORY_LENGTH
                    || directory.getInt(directory.position()) != DIRECTORY_SIGNATURE) {
                throw broken("its directory ends before entry " + (i + 1));
            }
            entry(directory, entries);
        }
        return entries;
    }

    private static void entry(ByteBuffer directory, List<PackedEntry> entries) {
        var at = directory.position();
        var flags = directory.getShort(at + 8);
        var method = directory.getShort(at + 10);
        var name = new byte[unsigned(directory, at + 28)];
        var next =
                at
                        + DIRECTORY_LENGTH
                        + name.length
                        + unsigned(directory, at + 30)
                        + unsigned(directory, at + 32);
        if (next > directory.limit()) {
            throw broken("an entry of its directory is longer than the directory");
        }
        directory.get(at + DIRECTORY_LENGTH, name);
        directory.position(next);
        var text = new String(name, StandardCharsets.UTF_8);
        var isReadable = (flags & ENCRYPTED) == 0 && (method == STORED || method == DEFLATED);
        if (isReadable && !text.endsWith("/")) {
            entries.add(
                    new PackedEntry(
                            text,
                            whole(directory, at + 24),
                            whole(directory, at + 20),
                            method == DEFLATED,
                            whole(directory, at + 42)));
        }
    }

    /** The bytes of one of its files, which is not longer than it says. */
    InputStream open(PackedEntry entry) throws IOException {
        if (entry.size() > LARGEST_ENTRY) {
            throw Problem.tooLarge(
                    "%s has %d bytes unpacked; the limit is %d. Download the whole file."
                            .formatted(entry.name(), entry.size(), LARGEST_ENTRY));
        }
        if (entry.size() > SMALL && entry.size() / HIGHEST_RATIO > entry.packed()) {
            throw Problem.tooLarge(
                    "%s unpacks to more than %d times its size, which is the limit."
                            .formatted(entry.name(), HIGHEST_RATIO));
        }
        var header = read(entry.offset(), HEADER_LENGTH);
        if (header.getInt(0) != HEADER_SIGNATURE) {
            throw broken("there is no file where its directory says");
        }
        var data = entry.offset() + HEADER_LENGTH + unsigned(header, 26) + unsigned(header, 28);
        var packed = new LimitedStream(bytes.from(data), entry.packed());
        return entry.deflated()
                ? new LimitedStream(
                        new InflaterInputStream(packed, new Inflater(true)), entry.size())
                : packed;
    }

    private End end() throws IOException {
        var length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
        var tail = read(size - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return end(tail, at);
            }
        }
        throw broken("it does not end like one");
    }

    private static End end(ByteBuffer tail, int at) {
        var entries = unsigned(tail, at + 10);
        var length = whole(tail, at + 12);
        if (entries > MOST_ENTRIES || length > LARGEST_DIRECTORY) {
            throw Problem.tooLarge(
                    "The file holds more than %d files, which is the limit. Download it whole."
                            .formatted(MOST_ENTRIES));
        }
        return new End(entries, (int) length, whole(tail, at + 16));
    }

    private ByteBuffer read(long from, int length) throws IOException {
        if (from < 0 || from + length > size) {
            throw broken("it points behind its own end");
        }
        try (var in = bytes.from(from)) {
            var read = in.readNBytes(length);
            if (read.length < length) {
                throw new EOFException("The stored file is shorter than its size.");
            }
            return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static Problem broken(String why) {
        return Problem.unsupported("This is no jar or zip that can be looked into: " + why + ".");
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    private static long whole(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }
}
