-- What channels were told of a running deployment and have to be told the end of: a host's turn
-- ("turn order-1"), a step that needs a person ("stuck 17"). Gone when the deployment has ended.
create table deployment_told (
    deployment_id bigint not null references deployment,
    subject       text   not null,
    primary key (deployment_id, subject)
);

-- The job that carries a delivery to where only an agent gets, and how it ended.
create table delivery_job (
    job         bigint primary key,
    delivery_id bigint not null references delivery on delete cascade,
    ended       timestamptz,
    failure     text
);
create index delivery_job_of on delivery_job (delivery_id, job);
