package dev.fairlead.build;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Source;
import dev.fairlead.fleet.SourceArchive;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;

/** Hands the files of a commit to the agent that builds it: one request instead of a clone. */
@Component
class BuildSource implements SourceArchive {
    private final Repositories repositories;
    private final Source source;

    BuildSource(Repositories repositories, Source source) {
        this.repositories = repositories;
        this.source = source;
    }

    @Override
    public void write(long repository, String commit, OutputStream out) throws IOException {
        source.archive(repositories.get(repository), commit, out);
    }
}
