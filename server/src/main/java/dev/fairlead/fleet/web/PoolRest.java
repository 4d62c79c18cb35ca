package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Pools;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The pools for administrators' scripts. */
@RestController
@RequestMapping("/api/v1/pools")
class PoolRest {
    /** What is missing stays as it is. */
    record Wish(
            @Nullable String name, @Nullable String description, @Nullable List<String> projects) {}

    private final Pools pools;
    private final Access access;

    PoolRest(Pools pools, Access access) {
        this.pools = pools;
        this.access = access;
    }

    @GetMapping
    Listing<PoolJson> all(User user) {
        access.requireAdministrator(user);
        return Listing.of(pools.all().stream().map(p -> PoolJson.of(pools, p, null)).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PoolJson create(User user, @RequestBody Wish wish) {
        access.requireAdministrator(user);
        var name = Objects.requireNonNullElse(wish.name(), "");
        var token =
                pools.create(
                        user,
                        name,
                        Objects.requireNonNullElse(wish.description(), ""),
                        Objects.requireNonNullElse(wish.projects(), List.of()));
        return PoolJson.of(pools, pools.get(name), token);
    }

    @GetMapping("/{name}")
    PoolJson one(User user, @PathVariable String name) {
        access.requireAdministrator(user);
        return PoolJson.of(pools, pools.get(name), null);
    }

    @PutMapping("/{name}")
    PoolJson change(User user, @PathVariable String name, @RequestBody Wish wish) {
        access.requireAdministrator(user);
        var now = pools.get(name);
        var changed =
                pools.change(
                        user,
                        name,
                        Objects.requireNonNullElse(wish.description(), now.description()),
                        Objects.requireNonNullElse(wish.projects(), pools.keys(now)));
        return PoolJson.of(pools, changed, null);
    }

    @PostMapping("/{name}/token")
    PoolJson renewToken(User user, @PathVariable String name) {
        access.requireAdministrator(user);
        var token = pools.renewToken(user, name);
        return PoolJson.of(pools, pools.get(name), token);
    }
}
