package dev.fairlead.web;

import java.util.List;

/** The sections of a project, as the top bar shows them. */
public enum Section {
    LINE("Line", ""),
    ISSUES("Issues", "/issues"),
    CODE("Code", "/code"),
    REVIEWS("Reviews", "/pull-requests"),
    BUILDS("Builds", "/builds"),
    RELEASES("Releases", "/releases"),
    ENVIRONMENTS("Environments", "/environments"),
    SETTINGS("Settings", "/settings");

    private final String title;
    private final String path;

    Section(String title, String path) {
        this.title = title;
        this.path = path;
    }

    public String title() {
        return title;
    }

    public String url(String projectKey) {
        return "/projects/" + projectKey + path;
    }

    /** Those that stand in the top bar, in the order a change travels. */
    public static List<Section> bar() {
        return List.of(LINE, ISSUES, CODE, REVIEWS, BUILDS, RELEASES, ENVIRONMENTS);
    }
}
