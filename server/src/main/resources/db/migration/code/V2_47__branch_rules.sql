-- Who may do what to which branches and tags. A repository without a row has the built-in rule only.
create table branch_rules (
    repository_id bigint primary key references git_repository,
    version bigint not null,
    rules jsonb not null,
    changed_by bigint not null references users,
    changed timestamptz not null
);
