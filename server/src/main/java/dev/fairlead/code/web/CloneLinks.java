package dev.fairlead.code.web;

import dev.fairlead.code.ShellWords;

/** The ways to get a repository: a command to copy, and links that programs on a desk answer. */
public record CloneLinks(String url) {
    public String command() {
        return ShellWords.clone(url);
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
