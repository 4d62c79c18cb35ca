create table environment (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    name text not null,
    version int not null,
    unique (project_id, name)
);

-- Every edit is kept: a deployment is bound to one, and who made it counts as a writer.
create table environment_version (
    environment_id bigint not null references environment,
    version int not null,
    definition jsonb not null,
    edited_by bigint not null,
    edited_at timestamptz not null default now(),
    primary key (environment_id, version)
);

create table deployment (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environment,
    environment_version int not null,
    release_id bigint not null,
    version text not null,
    artifact text not null,
    sha256 text not null,
    size bigint not null,
    cause text not null,
    state text not null,
    paused boolean not null default false,
    stopping boolean not null default false,
    note text not null default '',
    reasons jsonb not null default '[]',
    requested_by bigint,
    requested timestamptz not null default now(),
    started timestamptz,
    finished timestamptz
);
create unique index deployment_one_running on deployment (environment_id) where state = 'RUNNING';
create index deployment_of_environment on deployment (environment_id, id desc);
create index deployment_of_release on deployment (release_id);

create table deployment_step (
    id bigint generated always as identity primary key,
    deployment_id bigint not null references deployment,
    host text not null,
    position int not null,
    name text not null,
    attempt int not null,
    state text not null,
    fence bigint,
    job bigint,
    asking bigint,
    ask_after timestamptz,
    note text not null default '',
    stuck boolean not null default false,
    sessions int,
    issued timestamptz,
    finished timestamptz,
    unique (deployment_id, host, name, attempt)
);
create unique index deployment_step_by_job on deployment_step (job) where job is not null;
create unique index deployment_step_by_asking on deployment_step (asking) where asking is not null;
create index deployment_step_to_ask on deployment_step (ask_after)
    where state = 'UNKNOWN' and ask_after is not null;

-- What each host answered last, and whether a deployment left it out of the pool.
create table host_state (
    environment_id bigint not null references environment,
    host text not null,
    file text,
    sha256 text,
    version text,
    process_started timestamptz,
    notes jsonb not null default '[]',
    observed timestamptz,
    parked boolean not null default false,
    primary key (environment_id, host)
);

-- Questions to hosts outside of deployments, by the job that asks.
create table host_question (
    job bigint primary key,
    project_id bigint not null,
    environment_id bigint references environment,
    host text not null,
    purpose text not null,
    asked timestamptz not null default now(),
    answered timestamptz,
    answer jsonb
);
create index host_question_open on host_question (environment_id, host) where answered is null;

-- What an environment ran before Fairlead deployed there.
create table adoption (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environment,
    version text not null,
    commit text not null,
    digests jsonb not null default '{}',
    adopted_by bigint not null,
    adopted timestamptz not null default now()
);
create index adoption_of_environment on adoption (environment_id, id desc);
