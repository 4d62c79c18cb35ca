package dev.fairlead.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The people of the demo with generated passwords, kept in a file that only its owner reads. */
record People(Map<String, String> passwords) {
    static final String ADMIN = "admin";
    static final String DEVELOPER = "developer";
    static final String REVIEWER = "reviewer";
    static final String RELEASER = "releaser";
    static final List<String> ALL = List.of(DEVELOPER, REVIEWER, RELEASER, ADMIN);

    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The people of the last start, or new ones. */
    static People in(Path file) throws IOException {
        if (Files.exists(file)) {
            return new People(
                    JSON.readValue(
                            Files.readString(file), new TypeReference<Map<String, String>>() {}));
        }
        var passwords = new LinkedHashMap<String, String>();
        ALL.forEach(name -> passwords.put(name, password()));
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, ownerOnly);
        Files.writeString(file, JSON.writeValueAsString(passwords));
        return new People(passwords);
    }

    String passwordOf(String name) {
        var password = passwords.get(name);
        if (password == null) {
            throw new StoryFailed("nobody is called " + name);
        }
        return password;
    }

    private static String password() {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
