package dev.fairlead.agent.play;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.build.TarExtractor;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Play;
import dev.fairlead.protocol.Ways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;

/**
 * All that one run of Ansible needs and that goes with it: the commit's files, inventory, values,
 * keys. Nobody but the agent's user looks into it.
 */
record PlayFolder(Path path, Path sockets) implements AutoCloseable {
    private static final String CALLBACK = "fairlead.py";

    static PlayFolder make(Path path) throws IOException {
        Folders.delete(path);
        Files.createDirectories(path.getParent());
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(path, mine);
        // A socket's path may have 108 characters; below the agent's folder it might be longer.
        return new PlayFolder(path, Files.createTempDirectory("fl"));
    }

    Path checkout() {
        return path.resolve("checkout");
    }

    Path inventory() {
        return path.resolve("inventory.yml");
    }

    Path variables() {
        return path.resolve("variables.yml");
    }

    Path results() {
        return path.resolve("results");
    }

    Path callback() {
        return path.resolve("callback");
    }

    Path vaultPassword() {
        return path.resolve("vault-password");
    }

    private Path key(String secret) {
        return path.resolve("keys").resolve(secret);
    }

    private Path ssh(Play.Host host) {
        return path.resolve("ssh").resolve(host.name());
    }

    /** The configuration that the commit brings, or an empty one; not the machine's. */
    Path configuration() {
        var own = checkout().resolve("ansible.cfg");
        return Files.isRegularFile(own) ? own : path.resolve("ansible.cfg");
    }

    void fill(RunPlay spec, JobContext job) throws IOException, InterruptedException {
        Files.createDirectories(checkout());
        try (var source = job.source()) {
            new TarExtractor(checkout(), TarExtractor.Limits.USUAL).extract(source);
        }
        var values = new LinkedHashMap<>(spec.play().variables());
        values.put("fairlead_artifact", artifact(spec, job).toString());
        write(variables(), UnsafeYaml.of(values) + "\n");
        write(path.resolve("ansible.cfg"), "");
        write(inventory(), Inventory.of(spec.play(), this::ssh));
        secrets(spec, job);
        for (var host : spec.play().hosts()) {
            var reach = host.reach();
            if (reach != null) {
                var known = path.resolve("known").resolve(host.name());
                write(known, SshSettings.known(reach));
                write(ssh(host), SshSettings.of(reach, known, this::key));
            }
        }
        try (var in = PlayFolder.class.getResourceAsStream(CALLBACK)) {
            if (in == null) {
                throw new IOException("This is a bug: the listener is not in the agent's jar.");
            }
            Files.createDirectories(callback());
            Files.copy(in, callback().resolve(CALLBACK));
        }
    }

    /** Its name comes from a repository that anybody may write to. */
    private Path artifact(RunPlay spec, JobContext job) throws IOException, InterruptedException {
        var name = spec.artifact().name();
        if (!name.matches("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,199}")) {
            throw new IOException(
                    "artifact: its name must be letters, digits and ._+-, was \"" + name + "\"");
        }
        var folder = Files.createDirectories(path.resolve("artifact"));
        var fetched = job.fetchArtifact(spec.artifact());
        job.log().line("fetched " + name + ", sha256 " + spec.artifact().sha256());
        return Files.move(fetched, folder.resolve(name));
    }

    private void secrets(RunPlay spec, JobContext job) throws IOException {
        for (var name : Ways.keys(spec)) {
            write(key(name), ended(secret(job, name, "opens hosts").replace("\r\n", "\n").strip()));
        }
        var vault = spec.play().vaultPassword();
        if (vault != null) {
            write(vaultPassword(), ended(secret(job, vault, "opens Ansible's vaults")));
        }
    }

    private static String secret(JobContext job, String name, String what) throws IOException {
        var value = job.secrets().get(name);
        if (value == null) {
            throw new IOException(
                    "The secret %s, which %s, was not given. Is it granted to the environment?"
                            .formatted(name, what));
        }
        return value;
    }

    /** OpenSSH reads no key whose last line has no end. */
    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, mine);
        Files.writeString(file, text);
    }

    @Override
    public void close() throws IOException {
        Folders.delete(path);
        Folders.delete(sockets);
    }
}
