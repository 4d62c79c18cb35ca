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
    private final Changes changes;
    private final Reader reader;
    private final RefMoves moves;

    Restorations(LostTips tips, Changes changes, Reader reader, RefMoves moves) {
        this.tips = tips;
        this.changes = changes;
        this.reader = reader;
        this.moves = moves;
    }

    /**
     * Makes the branch or tag again, under its name or, where that is taken, below {@code
     * restored/}.
     *
     * @return the name it has now
     */
    @Transactional
    public String restore(User by, Repository repository, long id) {
        var tip = tips.get(repository, id);
        var name = tips.freeName(repository, tip);
        if (tip.isTag()) {
            tag(by, repository, tip, name);
        } else {
            changes.createBranch(by, repository, name, tip.tip());
        }
        tips.restored(by, repository, tip, name);
        return name;
    }

    private void tag(User by, Repository repository, LostTip tip, String name) {
        var ref = Constants.R_TAGS + name;
        RefNames.requireValid(ref);
        reader.read(
                repository,
                git -> {
                    var move =
                            RefMoves.move(ObjectId.zeroId(), ObjectId.fromString(tip.tip()), ref);
                    if (!moves.byWriter(git, repository, by, move, _ -> {})) {
                        throw Problem.conflict(
                                "%s has a tag %s already.".formatted(repository, name));
                    }
                    return true;
                });
    }
}
