package dev.fairlead.agent.build;

import java.io.IOException;

/** What runs beside a job's steps, and ends with the job. */
interface Services extends AutoCloseable {
    /** There are none. */
    Services NONE =
            new Services() {
                @Override
                public String begin() {
                    return "";
                }

                @Override
                public String ended() {
                    return "";
                }

                @Override
                public void close() {}
            };

    /** Starts them and waits until they are ready; why they are not, in a sentence. */
    String begin() throws IOException, InterruptedException;

    /** Which of them ended by itself, in a sentence after a space; empty for none. */
    String ended() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
