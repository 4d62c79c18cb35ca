-- The schedules that the fairlead.yml of a repository's default branch has.
create table build_schedule (
    id bigint generated always as identity primary key,
    repository_id bigint not null,
    name text not null,
    cron text not null,
    zone text not null,
    parameters jsonb not null default '{}',
    enabled boolean not null default true,
    due timestamptz not null,
    -- When it is tried; later than due where it could not be begun.
    wake timestamptz not null,
    note text not null default '',
    unique (repository_id, name)
);
create index on build_schedule (wake) where enabled;

-- A time of a schedule begins one build, however many servers look.
create table build_schedule_run (
    schedule bigint not null references build_schedule on delete cascade,
    due timestamptz not null,
    build bigint not null references build,
    primary key (schedule, due)
);

-- Repositories whose default branch moved and whose schedules are to be read again.
create table build_schedules_unread (
    repository_id bigint primary key
);
