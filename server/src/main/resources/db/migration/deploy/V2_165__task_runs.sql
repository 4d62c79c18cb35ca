-- How each task of a play (a step that runs Ansible) stands on each host.
create table task_run (
    step_id bigint not null references deployment_step (id) on delete cascade,
    task int not null,
    host text not null,
    play text not null,
    name text not null,
    state text not null,
    ignored boolean not null,
    message text not null,
    millis bigint not null,
    told timestamptz not null default clock_timestamp(),
    primary key (step_id, task, host)
);
