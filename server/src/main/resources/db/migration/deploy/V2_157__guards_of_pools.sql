-- Hosts that are being taken out again, because a balancer forgot that they are out.
create table pool_guard (
    job bigint primary key,
    environment_id bigint not null references environment,
    host text not null,
    begun timestamptz not null default now()
);
create index pool_guard_of_environment on pool_guard (environment_id, host);
