-- A person's channel is their mail, and of what it is told is what they chose.
alter table channel add column user_id bigint references users;
alter table channel drop constraint channel_owner;
alter table channel add constraint channel_owner
    check (num_nonnulls(repository_id, project_id, user_id) = 1);
create unique index channel_of_user on channel (user_id) where user_id is not null;
