-- The file of a protected branch that keeps a project's environments.
create table environment_file (
    project_id bigint primary key,
    repository_id bigint not null references git_repository,
    path text not null,
    named_by bigint not null,
    named timestamptz not null default now(),
    -- the last commit whose file was followed, and why the newest one could not be
    followed text,
    followed_at timestamptz,
    refused text,
    refusal text not null default ''
);
create index environment_file_of_repository on environment_file (repository_id);

-- Commits whose file is still to be read, in their order, with who merged or pushed them.
create table environment_file_owed (
    id bigint generated always as identity primary key,
    project_id bigint not null references environment_file on delete cascade,
    commit text not null,
    by bigint not null
);

-- KEPT there, or GONE from there; null for those that no file ever kept.
alter table environment add column in_file text check (in_file in ('KEPT', 'GONE'));
