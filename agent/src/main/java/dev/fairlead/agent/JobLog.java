package dev.fairlead.agent;

import java.io.IOException;

/** The output of one job: bytes as they come, in lines. */
public interface JobLog {
    /**
     * Appends bytes. A line longer than 16 KB is broken.
     *
     * @throws LogLimitException when the log passes its limit; the job must then end
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Appends one line of our own. */
    void line(String text) throws IOException;

    /** The number of lines so far, which is the number of the next line. */
    long lines();
}
