-- What the client gave with "git push -o".
alter table git_push add column options text[] not null default '{}';
