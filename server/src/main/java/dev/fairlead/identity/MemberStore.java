package dev.fairlead.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of roles in projects. */
@Component
class MemberStore {
    record Member(User user, Role role) {}

    private final JdbcClient jdbc;

    MemberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Role> role(long project, long user) {
        return jdbc.sql("select role from project_member where project_id = ? and user_id = ?")
                .params(project, user)
                .query((row, _) -> Role.valueOf(row.getString(1)))
                .optional();
    }

    Set<Long> projects(long user) {
        return jdbc.sql("select project_id from project_member where user_id = ?")
                .param(user)
                .query(Long.class)
                .set();
    }

    boolean writes(long user) {
        return jdbc.sql(
                        """
                        select exists (select 1 from project_member
                                       where user_id = ? and role in ('WRITE', 'ADMINISTER'))
                        """)
                .param(user)
                .query(Boolean.class)
                .single();
    }

    /** False when the member had the role already. */
    boolean put(long project, long user, Role role) {
        return jdbc.sql(
                                """
                                insert into project_member as m (project_id, user_id, role)
                                values (?, ?, ?)
                                on conflict (project_id, user_id) do update set role = excluded.role
                                where m.role <> excluded.role
                                """)
                        .params(project, user, role.name())
                        .update()
                == 1;
    }

    boolean remove(long project, long user) {
        return jdbc.sql("delete from project_member where project_id = ? and user_id = ?")
                        .params(project, user)
                        .update()
                == 1;
    }

    List<Member> members(long project) {
        return jdbc.sql(
                        """
                        select id, name, display_name, email, administrator, role
                        from users join project_member on user_id = id
                        where project_id = ? order by name
                        """)
                .param(project)
                .query((row, _) -> new Member(user(row), Role.valueOf(row.getString("role"))))
                .list();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("email"),
                row.getBoolean("administrator"));
    }
}
