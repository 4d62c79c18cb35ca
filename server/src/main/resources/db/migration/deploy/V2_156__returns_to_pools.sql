-- Somebody asked for healthy hosts to be put back into their pools: one at a time in an environment.
create table pool_return (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environment,
    environment_version int not null,
    deployment_id bigint not null references deployment,
    asked_by bigint not null,
    asked timestamptz not null default now(),
    finished timestamptz
);
create unique index pool_return_one_open on pool_return (environment_id) where finished is null;
create index pool_return_of_environment on pool_return (environment_id, id desc);

-- How far it is with each host: its check, the three questions, back.
create table pool_return_host (
    return_id bigint not null references pool_return,
    host text not null,
    step text not null,
    job bigint not null,
    begun timestamptz not null default now(),
    state text not null,
    note text not null default '',
    primary key (return_id, host)
);
create unique index pool_return_host_by_job on pool_return_host (job);
