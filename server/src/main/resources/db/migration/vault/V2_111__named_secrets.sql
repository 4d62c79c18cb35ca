-- Secrets that plans and environments call by name. Sealed: the database never sees a value.
create table named_secret (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    repository_id bigint references git_repository,
    name text not null,
    sealed bytea not null,
    size int not null,
    set_by bigint not null references users,
    set_at timestamptz not null,
    releases boolean not null,
    schedules boolean not null,
    environments text[] not null,
    -- The branch was trusted as it stood then.
    granted_at timestamptz not null,
    last_use text,
    last_use_url text,
    last_use_at timestamptz
);
create unique index named_secret_name on named_secret (project_id, coalesce(repository_id, 0), name);

-- What a job of the fleet is to get with its claim, and what it asked for and does not get. Gone
-- with the job's end.
create table secret_use (
    job bigint not null,
    variable text not null,
    secret bigint,
    purpose text not null check (purpose in ('release', 'schedule', 'environment', 'branch')),
    place text not null,
    used_by text not null,
    url text not null,
    primary key (job, variable)
);
