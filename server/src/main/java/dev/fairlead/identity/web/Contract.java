package dev.fairlead.identity.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The addresses of tools that speak Stash's contract. Their writes carry no form's token, so what a
 * browser adds by itself proves nothing there; and who has not said who they are hears only that.
 */
final class Contract {
    private Contract() {}

    static boolean covers(HttpServletRequest request) {
        return request.getServletPath().startsWith("/rest/");
    }

    static boolean isWrite(HttpServletRequest request) {
        return covers(request) && !WriteFilter.READS.contains(request.getMethod());
    }
}
