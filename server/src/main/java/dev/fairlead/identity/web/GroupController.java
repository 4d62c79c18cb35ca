package dev.fairlead.identity.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.web.Listing;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Groups, which say who may promote; only administrators change them. */
@RestController
@RequestMapping("/api/v1/groups")
class GroupController {
    private final Groups groups;
    private final Users users;
    private final Access access;

    GroupController(Groups groups, Users users, Access access) {
        this.groups = groups;
        this.users = users;
        this.access = access;
    }

    @GetMapping
    Listing<Groups.Group> list(User user) {
        return Listing.of(groups.all());
    }

    @GetMapping("/{group}/members")
    Listing<UserView> members(User user, @PathVariable String group) {
        return Listing.of(groups.members(group).stream().map(UserView::of).toList());
    }

    @PutMapping("/{group}/members/{member}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(User user, @PathVariable String group, @PathVariable String member) {
        access.requireAdministrator(user);
        groups.add(user.actor(), group, users.require(member));
    }

    @DeleteMapping("/{group}/members/{member}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User user, @PathVariable String group, @PathVariable String member) {
        access.requireAdministrator(user);
        groups.remove(user.actor(), group, users.require(member));
    }
}
