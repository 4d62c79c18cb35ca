package dev.fairlead.deploy;

import dev.fairlead.blob.Blobs;
import dev.fairlead.deploy.Readiness.Fact;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Whether the bytes that would be installed are there and still those of their digest. Reading all
 * of them costs, so it is done once a day for each artifact, or when a person asks, and then not
 * twice within some minutes.
 */
@Component
class ArtifactProofs {
    static final Duration DAILY = Duration.ofDays(1);
    static final Duration ASKED = Duration.ofMinutes(5);

    private final Blobs blobs;
    private final ReadinessStore store;

    ArtifactProofs(Blobs blobs, ReadinessStore store) {
        this.blobs = blobs;
        this.store = store;
    }

    /**
     * @param age how old a proof may be
     */
    Fact of(Deployment before, Duration age) {
        if (!blobs.exists(before.sha256())) {
            return Fact.fails("the bytes of %s are not here any more".formatted(before.artifact()));
        }
        if (blobs.size(before.sha256()) != before.size()) {
            return Fact.fails(
                    "%s has %d bytes here, and %d where it was released"
                            .formatted(
                                    before.artifact(), blobs.size(before.sha256()), before.size()));
        }
        return proven(before, age);
    }

    /**
     * What runs is what the next deployment may have to go back to: read while nothing hurries, its
     * bytes need not be read beside that one's first steps.
     */
    void prepare(Deployment running, Duration age) {
        if (blobs.exists(running.sha256())) {
            prove(running, age);
        }
    }

    private Fact proven(Deployment before, Duration age) {
        prove(before, age);
        var proof = store.proof(before.sha256(), age).orElseThrow();
        return proof.right()
                ? Fact.holds(
                        before.artifact() + " is here, and its digest was found right", proof.at())
                : Fact.fails(
                        "%s is here, but its bytes are not those of sha256 %s any more"
                                .formatted(before.artifact(), before.sha256()));
    }

    private void prove(Deployment deployment, Duration age) {
        if (store.proof(deployment.sha256(), age).isEmpty()) {
            store.prove(deployment.sha256(), deployment.sha256().equals(read(deployment.sha256())));
            store.forgetOldProofs();
        }
    }

    /** The digest of the bytes as they lie there; of what cannot be read, none. */
    private String read(String sha256) {
        try (var in = blobs.open(sha256)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException _) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
