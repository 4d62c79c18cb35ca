package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.blob.BlobUse;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever adds a column with the digest of a blob says that its bytes are needed. */
@ModuleTest
class NeededBlobsModuleTest {
    /** Digests of what is no blob: tokens, identities, outcomes, what hosts said and should say. */
    private static final List<String> NO_BLOBS =
            List.of(
                    "agent.identity_sha256",
                    "agent.session_sha256",
                    "agent_token.sha256",
                    "artifact_proof.sha256",
                    "drift.expected_sha256",
                    "drift.found_sha256",
                    "host_span.sha256",
                    "host_state.expected_sha256",
                    "host_state.sha256",
                    "job.outcome_sha256",
                    "prefetch.sha256",
                    "build_report_ticket.sha256",
                    "fetch_ticket.sha256");

    private static final List<String> BLOBS =
            List.of(
                    "build_artifact.sha256",
                    "deployment.sha256",
                    "job.blob",
                    "job.log_blob",
                    "job_file.sha256",
                    "release_artifact.sha256");

    @Autowired JdbcClient jdbc;
    @Autowired List<BlobUse> uses;

    @Test
    void everyDigestIsAskedAboutOrNoBlobs() {
        var columns =
                jdbc.sql(
                                """
                                select table_name || '.' || column_name from information_schema.columns
                                 where table_schema = 'public' and data_type = 'text'
                                   and (column_name like '%sha256%' or column_name like '%blob%')
                                """)
                        .query(String.class)
                        .list();
        var known = new HashSet<>(NO_BLOBS);
        known.addAll(BLOBS);

        assertThat(columns).isSubsetOf(known).containsAll(BLOBS);
        assertThat(uses).hasSize(4);
    }

    @Test
    void answersForEachModule() {
        var unknown = List.of("5eed".repeat(16));

        assertThat(uses).allSatisfy(use -> assertThat(use.used(unknown)).isEmpty());
    }
}
