package dev.fairlead.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the bundled database: the programs, the cluster and the password of its one user.
 *
 * @param home where the programs are
 * @param data what initdb made
 */
record PostgresCluster(Path home, Path data, String password) {
    static final String USER = "fairlead";

    /** Opens the cluster below the folder; makes it first where there is none. */
    static PostgresCluster open(Path programs, Path folder)
            throws IOException, InterruptedException {
        var home = PostgresBinaries.unpack(programs);
        Files.createDirectories(folder);
        var data = folder.resolve("data");
        var password = folder.resolve("password");
        if (!Files.isDirectory(data)) {
            make(home, folder, data, password);
        }
        return new PostgresCluster(home, data, Files.readString(password).strip());
    }

    /** A crash on the way leaves only a folder that the next start clears away. */
    private static void make(Path home, Path folder, Path data, Path password)
            throws IOException, InterruptedException {
        var work = folder.resolve("making");
        FileSystemUtils.deleteRecursively(work);
        Files.deleteIfExists(password);
        Files.createFile(
                password,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, random());
        Commands.run(
                Commands.unprivileged(
                        List.of(
                                home.resolve("bin/initdb").toString(),
                                "--pgdata=" + work,
                                "--username=" + USER,
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--data-checksums",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--no-instructions")));
        Files.move(work, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
