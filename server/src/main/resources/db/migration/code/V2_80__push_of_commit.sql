-- With which push a commit came, so that its page can tell when and with which options. Commits that
-- came before this was written down have none.
alter table commit_pusher add column push_id bigint references git_push;
