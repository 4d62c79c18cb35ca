-- One number for every claim of any job: whoever holds the higher one is the later holder.
create sequence fence;

create table agent_token (
    pool text primary key,
    sha256 text not null unique
);

create table agent (
    id bigint generated always as identity primary key,
    pool text not null references agent_token,
    name text not null,
    version text not null,
    executors integer not null,
    facts text not null,
    session_sha256 text not null unique,
    registered timestamptz not null default now(),
    last_seen timestamptz not null default now(),
    unique (pool, name)
);

create table job (
    id bigint generated always as identity primary key,
    pool text not null,
    wanted_agent text,
    priority integer not null,
    spec text not null,
    state text not null default 'queued'
        check (state in ('queued', 'running', 'finished', 'cancelled', 'lost')),
    fence bigint not null default 0,
    agent bigint references agent,
    agent_name text,
    executor integer,
    lease_until timestamptz,
    step text,
    cancel_reason text,
    source_repository bigint,
    source_commit text,
    blob text,
    outcome_sha256 text,
    log_chunks bigint not null default 0,
    log_lines bigint not null default 0,
    log_bytes bigint not null default 0,
    log_blob text,
    log_index bigint[],
    queued timestamptz not null default now(),
    started timestamptz,
    finished timestamptz
);

create index job_claim on job (pool, priority desc, id) where state = 'queued';
create index job_lease on job (lease_until) where state = 'running';
create index job_holder on job (agent) where state = 'running';
create index job_gather on job (finished) where log_bytes > 0 and log_blob is null;

-- The live log. Rows go when the log is gathered into one blob.
create table job_log (
    job bigint not null references job on delete cascade,
    fence bigint not null,
    sequence bigint not null,
    first_line bigint not null,
    lines bigint not null,
    bytes bytea not null,
    primary key (job, fence, sequence)
);

create table job_file (
    job bigint not null references job on delete cascade,
    name text not null,
    sha256 text not null,
    size bigint not null,
    primary key (job, name)
);
