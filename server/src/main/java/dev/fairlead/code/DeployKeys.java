package dev.fairlead.code;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.SshKeys;
import dev.fairlead.identity.User;
import java.util.List;
import org.springframework.stereotype.Component;

/** The keys of machines that come to one repository. */
@Component
public class DeployKeys {
    private final SshKeys keys;
    private final Access access;

    DeployKeys(SshKeys keys, Access access) {
        this.keys = keys;
        this.access = access;
    }

    public List<SshKey> of(Repository repository) {
        return keys.ofRepository(repository.id());
    }

    /** Lets a key in, to read or also to push; who adds it counts as who pushes with it. */
    public SshKey add(User by, Repository repository, String label, String key, boolean writes) {
        var deploy = new SshKey.Deploy(repository.id(), repository.projectId(), writes);
        return keys.addDeployKey(by, deploy, repository.toString(), label, key);
    }

    public void remove(User by, Repository repository, long id) {
        access.require(by, repository.projectId(), Role.ADMINISTER);
        keys.removeDeployKey(by, repository.id(), repository.toString(), id);
    }
}
