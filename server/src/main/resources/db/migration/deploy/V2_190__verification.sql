-- What the checks of a step found when they were looked at last.
create table step_check (
    step_id bigint not null references deployment_step,
    position int not null,
    name text not null,
    rule text not null,
    found text not null,
    passed boolean not null,
    looks int not null,
    millis bigint not null,
    at timestamptz not null default clock_timestamp(),
    primary key (step_id, position)
);

-- A step whose checks hold and have to go on holding. The time counts from here, whoever dies
-- meanwhile; look_after is null while somebody looks.
create table step_soak (
    step_id bigint primary key references deployment_step,
    since timestamptz not null default clock_timestamp(),
    seconds bigint not null,
    looks int not null default 1,
    look_after timestamptz
);
create index step_soak_due on step_soak (look_after) where look_after is not null;
