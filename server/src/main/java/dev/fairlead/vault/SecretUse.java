package dev.fairlead.vault;

/**
 * What a job is to do with secrets.
 *
 * @param place the branch that is built, or the environment that is deployed to
 * @param commit what is built; empty for a deployment
 * @param by who uses them, as their page says: {@code build 318}
 * @param url of that one's page
 */
public record SecretUse(Purpose purpose, String place, String commit, String by, String url) {}
