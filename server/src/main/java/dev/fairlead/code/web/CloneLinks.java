package dev.fairlead.code.web;

import dev.fairlead.code.ShellWords;
import org.jspecify.annotations.Nullable;

/** The ways to get a repository: a command to copy, and links that programs on a desk answer. */
public record CloneLinks(String url, @Nullable String ssh) {
    public String command() {
        return ShellWords.clone(url);
    }

    /** The same over SSH; null where it is off. */
    public @Nullable String sshCommand() {
        return ssh == null ? null : ShellWords.clone(ssh);
    }

    public String sourcetree() {
        return "sourcetree://cloneRepo/" + url;
    }

    public String vscode() {
        return "vscode://vscode.git/clone?url=" + Addresses.encoded(url);
    }

    public String jetbrains() {
        return "jetbrains://idea/checkout/git?checkout.repo="
                + Addresses.encoded(url)
                + "&idea.required.plugins.id=Git4Idea";
    }
}
