package dev.fairlead.stash.web;

/** Where the contract's parts stand. */
final class Rest {
    /** The main part, under its version and under the name that always means the latest. */
    static final String API = "/rest/api/{version:1\\.0|latest}";

    static final String REPOSITORY = API + "/projects/{key}/repos/{slug}";

    private Rest() {}
}
