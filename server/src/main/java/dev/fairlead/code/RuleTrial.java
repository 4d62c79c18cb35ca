package dev.fairlead.code;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What would happen if somebody pushed or merged, judged by the very rules of that. */
@Component
public class RuleTrial {
    private static final ObjectId SOME =
            ObjectId.fromString("1111111111111111111111111111111111111111");
    private static final ObjectId OTHER =
            ObjectId.fromString("2222222222222222222222222222222222222222");

    private final Reader reader;
    private final PushRules rules;
    private final Gate gate;
    private final Access access;

    RuleTrial(Reader reader, PushRules rules, Gate gate, Access access) {
        this.reader = reader;
        this.rules = rules;
        this.gate = gate;
        this.access = access;
    }

    /**
     * The sentence of the refusal, or null.
     *
     * @param name a branch, or tag: and the name of a tag
     */
    public @Nullable String refusal(User who, Repository repository, RefVerb verb, String name) {
        if (!access.may(who, repository.projectId(), Role.WRITE)) {
            return who.name() + " may not write in " + repository.projectKey();
        }
        var ref =
                name.startsWith(RefPattern.TAG)
                        ? Constants.R_TAGS + name.substring(RefPattern.TAG.length())
                        : Constants.R_HEADS + name;
        var branches =
                reader.read(
                        repository,
                        git ->
                                git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                                        .map(Ref::getName)
                                        .collect(Collectors.toSet()));
        return rules.refusal(repository, who, branches, command(verb, ref));
    }

    /** Why the rules would refuse a merge by somebody who may write, as a sentence. */
    public Optional<String> mergeRefusal(User who, Repository repository, String target) {
        return gate.mergeRefusal(
                repository, who, command(RefVerb.PUSH, Constants.R_HEADS + target));
    }

    private static ReceiveCommand command(RefVerb verb, String ref) {
        return switch (verb) {
            case PUSH -> new ReceiveCommand(SOME, OTHER, ref);
            case CREATE -> new ReceiveCommand(ObjectId.zeroId(), SOME, ref);
            case DELETE -> new ReceiveCommand(SOME, ObjectId.zeroId(), ref);
            case FORCE ->
                    new ReceiveCommand(SOME, OTHER, ref, ReceiveCommand.Type.UPDATE_NONFASTFORWARD);
        };
    }
}
