package dev.fairlead.identity.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.web.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people, as everybody sees them; administrators add to them. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {
    record NewUser(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String password,
            @Nullable Boolean administrator) {}

    private final Users users;
    private final Access access;

    UserController(Users users, Access access) {
        this.users = users;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UserView create(User user, @RequestBody NewUser body) {
        access.requireAdministrator(user);
        var name = Required.field("name", body.name());
        return UserView.of(
                users.create(
                        user.actor(),
                        name,
                        body.displayName() == null ? name : body.displayName(),
                        Required.field("email", body.email()),
                        Required.field("password", body.password()),
                        Boolean.TRUE.equals(body.administrator())));
    }

    @GetMapping
    Listing<UserView> list(User user, @RequestParam(defaultValue = "0") int offset) {
        var page = users.page(Math.max(0, offset), Listing.PAGE + 1);
        return Listing.page(
                page.stream().map(UserView::of).toList(),
                Math.max(0, offset),
                next -> "/api/v1/users?offset=" + next);
    }

    @GetMapping("/{name}")
    UserView get(User user, @PathVariable String name) {
        return UserView.of(users.require(name));
    }
}
