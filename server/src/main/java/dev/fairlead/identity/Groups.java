package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Groups of users; a group comes into being with its first member. */
@Component
public class Groups {
    /** A group as lists show it. */
    public record Group(String name, long members) {}

    private final JdbcClient jdbc;
    private final Audit audit;

    Groups(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Nothing happens when the user is a member already. */
    @Transactional
    public void add(Actor by, String group, User member) {
        Names.name("group", group);
        var added =
                jdbc.sql(
                                """
                                insert into group_member (group_name, user_id) values (?, ?)
                                on conflict do nothing
                                """)
                        .params(group, member.id())
                        .update();
        if (added == 1) {
            audit.record(by, "group.joined", group, Map.of("member", member.name()));
        }
    }

    /** Nothing happens when the user is no member. */
    @Transactional
    public void remove(Actor by, String group, User member) {
        var removed =
                jdbc.sql("delete from group_member where group_name = ? and user_id = ?")
                        .params(group, member.id())
                        .update();
        if (removed == 1) {
            audit.record(by, "group.left", group, Map.of("member", member.name()));
        }
    }

    public List<Group> all() {
        return jdbc.sql(
                        """
                        select group_name as name, count(*) as members from group_member
                        group by group_name order by group_name
                        """)
                .query(Group.class)
                .list();
    }

    /** The names of the groups a user belongs to. */
    public Set<String> of(User user) {
        return jdbc.sql("select group_name from group_member where user_id = ?")
                .param(user.id())
                .query(String.class)
                .set();
    }

    public List<User> members(String group) {
        return jdbc.sql(
                        """
                        select id, name, display_name, email, administrator
                        from users join group_member on user_id = id
                        where group_name = ? order by name
                        """)
                .param(group)
                .query(User.class)
                .list();
    }
}
