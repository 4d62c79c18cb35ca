package dev.fairlead.code;

import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes lost branches and tags again. */
@Component
public class Restorations {
    private final LostTips tips;
    private final Reader reader;
    private final RefMoves moves;

    Restorations(LostTips tips, Reader reader, RefMoves moves) {
        this.tips = tips;
        this.reader = reader;
        this.moves = moves;
    }

    /**
     * Makes the branch or tag again, under its name or, where that is taken, below {@code
     * restored/}; 403 where the rules of branches do not let the user make one.
     *
     * @return the name it has now
     */
    @Transactional
    public String restore(User by, Repository repository, long id) {
        var tip = tips.get(repository, id);
        var name = tips.freeName(repository, tip);
        var ref = (tip.isTag() ? Constants.R_TAGS : Constants.R_HEADS) + name;
        RefNames.requireValid(ref);
        reader.read(
                repository,
                git -> {
                    var move =
                            RefMoves.move(ObjectId.zeroId(), ObjectId.fromString(tip.tip()), ref);
                    if (!moves.again(git, repository, by, move)) {
                        throw Problem.conflict(
                                "%s has a %s already, or one that has it as its folder."
                                        .formatted(repository, name));
                    }
                    return true;
                });
        tips.restored(by, repository, tip, name);
        return name;
    }
}
