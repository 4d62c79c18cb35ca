package dev.fairlead.identity;

import dev.fairlead.problem.Problem;

/** 401: nobody is logged in, or not with these credentials. */
public class Unauthenticated extends Problem {
    private static final long serialVersionUID = 1;

    public Unauthenticated(String detail) {
        super(401, null, detail);
    }
}
