-- Who made a log-in link for somebody else; a session that begins with it may look only. Null is
-- one's own. Of older links and sessions nobody wrote it down, so they end.
delete from login_link;
alter table login_link add lent_by text;

delete from user_session;
alter table user_session add lent_by text;
