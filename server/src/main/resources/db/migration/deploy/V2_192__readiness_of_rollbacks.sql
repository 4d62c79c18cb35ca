-- What was found when an environment's way back was checked last.
create table rollback_readiness (
    environment_id bigint primary key references environment,
    version text not null,
    facts jsonb not null,
    checked timestamptz not null default clock_timestamp()
);

-- When the bytes of an artifact were read last, and whether they were those of its digest.
create table artifact_proof (
    sha256 text primary key,
    right_bytes boolean not null,
    proved timestamptz not null default clock_timestamp()
);
