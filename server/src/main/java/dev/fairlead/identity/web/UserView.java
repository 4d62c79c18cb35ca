package dev.fairlead.identity.web;

import dev.fairlead.identity.User;

/** A user in the REST interface. */
record UserView(String name, String displayName, String email, boolean administrator) {
    static UserView of(User user) {
        return new UserView(user.name(), user.displayName(), user.email(), user.administrator());
    }
}
