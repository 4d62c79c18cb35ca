package dev.fairlead.identity;

import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The public keys that let people and machines in over SSH. One key belongs to one of them. */
@Component
public class SshKeys {
    private static final int MOST = 50;
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private final SshKeyStore store;
    private final Users users;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    SshKeys(SshKeyStore store, Users users, Access access, Audit audit, Clock clock) {
        this.store = store;
        this.users = users;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a person's own key; a label that is missing is the key's comment. */
    @Transactional
    public SshKey add(User owner, String label, String key) {
        access.requireWhole(owner);
        if (of(owner).size() >= MOST) {
            throw tooMany("You have");
        }
        var added = insert(owner, label, key, null);
        record(owner, "ssh-key.added", owner.name(), added);
        return added;
    }

    /** Lets a machine at one repository; who adds its key answers for what it pushes. */
    @Transactional
    public SshKey addDeployKey(
            User by, SshKey.Deploy deploy, String subject, String label, String key) {
        access.requireWhole(by);
        access.require(by, deploy.project(), Role.ADMINISTER);
        if (ofRepository(deploy.repository()).size() >= MOST) {
            throw tooMany(subject + " has");
        }
        var added = insert(by, label, key, deploy);
        record(by, "deploy-key.added", subject, added);
        return added;
    }

    public List<SshKey> of(User person) {
        return store.ofPerson(person.id());
    }

    public List<SshKey> ofRepository(long repository) {
        return store.ofRepository(repository);
    }

    /** Removes a person's key: by its owner, or by an administrator of the server. */
    @Transactional
    public void remove(User by, long id) {
        access.requireWhole(by);
        var key =
                store.byId(id)
                        .filter(found -> found.deploy() == null)
                        .filter(found -> found.owner() == by.id() || by.administrator())
                        .orElseThrow(() -> unknown(id));
        store.delete(id);
        record(by, "ssh-key.removed", users.get(key.owner()).name(), key);
    }

    /** Removes a repository's key; the caller has authorised it for the repository. */
    @Transactional
    public void removeDeployKey(User by, long repository, String subject, long id) {
        var key =
                store.byId(id)
                        .filter(found -> isOf(found, repository))
                        .orElseThrow(() -> unknown(id));
        store.delete(id);
        record(by, "deploy-key.removed", subject, key);
    }

    /** The entry of a key that somebody shows; whether they hold it is for SSH to verify. */
    public Optional<SshKey> find(PublicKey key) {
        return store.find(PublicKeys.fingerprint(key));
    }

    /** Who acts with a key, and within which limits. */
    public Proven proven(SshKey key) {
        var owner = users.get(key.owner());
        var deploy = key.deploy();
        return deploy == null
                ? Proven.whole(owner)
                : Proven.of(
                        owner,
                        new Scope(deploy.writes() ? Role.WRITE : Role.READ, deploy.project()));
    }

    /** Notes a use, at most once a minute. */
    public void used(SshKey key) {
        var now = clock.instant();
        store.noteUse(key.id(), now, now.minus(USE_IS_NOTED_EVERY));
    }

    private static boolean isOf(SshKey key, long repository) {
        var deploy = key.deploy();
        return deploy != null && deploy.repository() == repository;
    }

    private SshKey insert(User owner, String label, String key, SshKey.@Nullable Deploy deploy) {
        var read = PublicKeys.read(key);
        var name = Names.label("label", label.isBlank() ? read.comment() : label);
        return store.insert(owner.id(), name, read, deploy, clock.instant())
                .orElseThrow(() ->
                        Problem.conflict(
                                "The key %s is known already, and a key belongs to one person or one repository: make another with ssh-keygen -t ed25519."
                                        .formatted(read.fingerprint())));
    }

    private void record(User by, String action, String subject, SshKey key) {
        audit.record(
                by.actor(),
                action,
                subject,
                Map.of("label", key.label(), "fingerprint", key.fingerprint()));
    }

    private static Problem tooMany(String who) {
        return Problem.conflict(who + " " + MOST + " keys, which is the limit. Remove one first.");
    }

    private static Problem unknown(long id) {
        return Problem.notFound("There is no key " + id + " of yours.");
    }
}
