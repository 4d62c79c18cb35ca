package dev.fairlead.agent.play;

import dev.fairlead.protocol.Play;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ansible's command line and variables for one run: values, nothing else. */
record PlayCommand(String line, Map<String, String> environment) {
    /**
     * @param tool where the files of a fetched Ansible lie; null for the machine's own
     */
    static PlayCommand of(Play play, PlayFolder folder, @Nullable Path tool) {
        var words = new ArrayList<String>();
        if (tool == null) {
            words.add("ansible-playbook");
        } else {
            words.addAll(List.of("python3", tool.resolve("bin/ansible-playbook").toString()));
        }
        words.add("--inventory=" + folder.inventory());
        words.add("--extra-vars=@" + folder.variables());
        words.add("--forks=" + play.forks());
        if (!play.tags().isEmpty()) {
            words.add("--tags=" + String.join(",", play.tags()));
        }
        if (play.limit() != null) {
            words.add("--limit=" + play.limit());
        }
        words.add("./" + play.playbook());
        return new PlayCommand(
                "cd " + ShellLine.quoted(folder.checkout()) + " && exec " + ShellLine.of(words),
                environment(play, folder, tool));
    }

    private static Map<String, String> environment(
            Play play, PlayFolder folder, @Nullable Path tool) {
        var all = new TreeMap<String, String>();
        all.put("ANSIBLE_CONFIG", folder.configuration().toString());
        all.put("ANSIBLE_HOST_KEY_CHECKING", "True");
        all.put("ANSIBLE_CALLBACK_PLUGINS", folder.callback().toString());
        all.put("ANSIBLE_STDOUT_CALLBACK", "default");
        all.put("ANSIBLE_NOCOLOR", "1");
        all.put("ANSIBLE_RETRY_FILES_ENABLED", "False");
        all.put("ANSIBLE_LOCAL_TEMP", folder.path().resolve("tmp").toString());
        all.put("ANSIBLE_SSH_CONTROL_PATH_DIR", folder.sockets().toString());
        all.put("ANSIBLE_SSH_ARGS", "-o ControlMaster=auto -o ControlPersist=20s");
        all.put("FAIRLEAD_RESULTS", folder.results().toString());
        all.put("PYTHONUNBUFFERED", "1");
        if (play.vaultPassword() != null) {
            all.put("ANSIBLE_VAULT_PASSWORD_FILE", folder.vaultPassword().toString());
        }
        if (tool != null) {
            all.put("PYTHONPATH", tool.resolve("lib").toString());
        }
        return all;
    }
}
