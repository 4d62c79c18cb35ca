package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The people. */
@Component
public class Users {
    private final UserStore store;
    private final PasswordHashes hashes;
    private final EmailAddresses addresses;
    private final LoginLinks links;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Users(
            UserStore store,
            PasswordHashes hashes,
            EmailAddresses addresses,
            LoginLinks links,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.hashes = hashes;
        this.addresses = addresses;
        this.links = links;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Creates a user; the creating administrator vouches for the e-mail address. */
    public User create(
            Actor by,
            String name,
            String displayName,
            String email,
            String password,
            boolean administrator) {
        Names.name("name", name);
        var label = Names.label("displayName", displayName);
        var address = Names.email(email);
        var hash = hashes.hash(Names.password(password));
        return transactions.execute(_ -> {
            var id =
                    store.insert(name, label, address, hash, administrator, clock.instant())
                            .orElseThrow(() -> taken(name, address));
            addresses.own(address, id);
            audit.record(
                    by,
                    "user.created",
                    name,
                    Map.of("email", address, "administrator", administrator));
            return new User(id, name, label, address, administrator);
        });
    }

    public Optional<User> byName(String name) {
        return store.byName(name);
    }

    public User get(long id) {
        return store.get(id);
    }

    /** The user by name, or a 404 that names it. */
    public User require(String name) {
        return byName(name)
                .orElseThrow(() -> Problem.notFound("There is no user \"" + name + "\"."));
    }

    /** Users by id, for pages that show many names. */
    public Map<Long, User> byIds(Collection<Long> ids) {
        return store.byIds(ids).stream().collect(Collectors.toMap(User::id, Function.identity()));
    }

    /** Their names by id, for pages that show nothing else of them. */
    public Map<Long, String> names(Collection<Long> ids) {
        return store.byIds(ids).stream().collect(Collectors.toMap(User::id, User::name));
    }

    /** Users whose verified address is among these, by address in lower case. */
    public Map<String, User> byVerifiedEmails(Collection<String> emails) {
        var owners =
                store.idsByAddress(
                        emails.stream().map(email -> email.toLowerCase(Locale.ROOT)).toList());
        var users = byIds(owners.values());
        return owners.entrySet().stream()
                .filter(owner -> users.containsKey(owner.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, owner -> users.get(owner.getValue())));
    }

    public List<User> all() {
        return store.all();
    }

    /** Users by name, from the offset. */
    public List<User> page(int offset, int limit) {
        return store.page(offset, limit);
    }

    /**
     * Refuses a decision (approval, promotion) of an account whose password somebody else reset and
     * whose owner has not changed it since.
     */
    public void requireOwnPassword(User user) {
        if (!hasOwnPassword(user)) {
            throw Problem.forbidden(
                    "The password of "
                            + user.name()
                            + " was reset by somebody else. Change it at /me, then decide.");
        }
    }

    /** False after somebody else set the password, until its owner has changed it. */
    public boolean hasOwnPassword(User user) {
        return store.password(user.name()).orElseThrow().own();
    }

    /**
     * A link's path and secret that logs its user in once, until it expires. Made by somebody else
     * it only lends the log-in ({@link Session}).
     */
    @Transactional
    public String loginLink(Actor by, User user, Duration validity) {
        var path = links.make(by, user, validity);
        audit.record(by, "login-link.made", user.name(), Map.of("validity", validity.toString()));
        return path;
    }

    private Problem taken(String name, String address) {
        return byName(name).isPresent()
                ? Problem.conflict("name: there is a user \"" + name + "\" already")
                : Problem.conflict("email: " + address + " belongs to another user");
    }
}
