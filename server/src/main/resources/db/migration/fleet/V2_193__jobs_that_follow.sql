-- What a job follows: it is given with that one, to the same executor, and begun only when that has
-- ended well.
alter table job add after bigint references job;
create index job_after on job (after) where after is not null;

-- What a job leads to is not to be begun. Apart from the job, whose row its holder's messages lock
-- before anything of a deployment.
create table job_recall (
    job bigint primary key references job on delete cascade
);

drop index job_claim;
create index job_claim on job
    (pool, (-priority), project, labels, (coalesce(wanted_agent, '')), id)
    where state = 'queued' and after is null;

-- The version of the protocol that an agent speaks: an older one is given no jobs that follow.
alter table agent add protocol integer not null default 1;
