package dev.fairlead.code;

import java.util.ArrayList;
import java.util.List;

/** Whom a rule lets do something. Whoever is asked about may write in the project already. */
public sealed interface Permitted {
    boolean includes(Asker asker);

    /** As in "only … may create main". */
    String words(String projectKey);

    /** Somebody who wants to do something: by name, with what rules can ask for. */
    record Asker(String user, boolean administers, List<String> groups) {
        public Asker {
            groups = List.copyOf(groups);
        }
    }

    /** Everybody with the role write. */
    record Writers() implements Permitted {
        @Override
        public boolean includes(Asker asker) {
            return true;
        }

        @Override
        public String words(String projectKey) {
            return "everybody with write";
        }
    }

    /** The administrators of the project. */
    record Administrators() implements Permitted {
        @Override
        public boolean includes(Asker asker) {
            return asker.administers();
        }

        @Override
        public String words(String projectKey) {
            return "administrators of " + projectKey;
        }
    }

    /** Users and groups by name; an administrator only when listed. */
    record Listed(List<String> users, List<String> groups) implements Permitted {
        public Listed {
            users = List.copyOf(users);
            groups = List.copyOf(groups);
        }

        @Override
        public boolean includes(Asker asker) {
            return users.contains(asker.user())
                    || asker.groups().stream().anyMatch(groups::contains);
        }

        @Override
        public String words(String projectKey) {
            var all = new ArrayList<>(users);
            groups.forEach(group -> all.add("the group " + group));
            var last = all.removeLast();
            return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
        }
    }

    record Nobody() implements Permitted {
        @Override
        public boolean includes(Asker asker) {
            return false;
        }

        @Override
        public String words(String projectKey) {
            return "nobody";
        }
    }
}
