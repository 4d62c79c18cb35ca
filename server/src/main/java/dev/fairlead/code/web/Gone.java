package dev.fairlead.code.web;

import dev.fairlead.problem.Problem;

/** 404 for a branch or tag that was there, and can be restored. */
final class Gone extends Problem {
    private static final long serialVersionUID = 1;
    private final transient GonePage page;

    Gone(GonePage page) {
        super(404, null, page.sentence());
        this.page = page;
    }

    GonePage page() {
        return page;
    }
}
