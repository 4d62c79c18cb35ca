-- What each balancer said of the hosts' servers when it was looked at last.
create table pool_seat (
    environment_id bigint not null references environment,
    balancer text not null,
    host text not null,
    status text not null,
    check_result text not null,
    sessions bigint not null,
    since timestamptz not null,
    observed timestamptz not null,
    primary key (environment_id, balancer, host)
);

-- Whether a balancer answered then; why not, where it did not.
create table balancer_state (
    environment_id bigint not null references environment,
    balancer text not null,
    failure text not null,
    observed timestamptz not null,
    primary key (environment_id, balancer)
);

-- Looks at balancers under way, by the job that looks.
create table balancer_look (
    job bigint primary key,
    environment_id bigint not null references environment,
    deployment_id bigint references deployment,
    asked timestamptz not null default now()
);
create index balancer_look_of_environment on balancer_look (environment_id);

-- The counters of a backend while a deployment runs, as they stood.
create table deployment_traffic (
    deployment_id bigint not null references deployment,
    balancer text not null,
    at timestamptz not null,
    process text not null,
    requests bigint not null,
    failed bigint not null,
    retries bigint not null,
    primary key (deployment_id, balancer, at)
);

-- What had to be put right while a deployment ran, in sentences.
create table deployment_remark (
    id bigint generated always as identity primary key,
    deployment_id bigint not null references deployment,
    host text not null,
    step text not null,
    sentence text not null,
    at timestamptz not null default now()
);
create index deployment_remark_of on deployment_remark (deployment_id, id);

-- Which deployment left a host out of its pool, and when.
alter table host_state add parked_by bigint references deployment;
alter table host_state add parked_at timestamptz;
