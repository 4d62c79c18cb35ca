-- A pool whose jobs run in Kubernetes. The token is sealed; the certificate is PEM, or null for
-- those that the system trusts.
create table cluster (
    pool text primary key,
    api text not null,
    namespace text not null,
    image text not null,
    server text not null,
    certificate text,
    token bytea not null,
    most integer not null,
    trouble text not null default '',
    changed timestamptz not null default now()
);

-- What was asked of Kubernetes for a job, until nothing of it is left there. The identity is that
-- of the job's agent, sealed.
create table cluster_run (
    job bigint primary key,
    pool text not null references cluster on delete cascade,
    agent text not null,
    identity bytea not null,
    made boolean not null default false,
    trouble text not null default ''
);
create index cluster_run_of_pool on cluster_run (pool);
