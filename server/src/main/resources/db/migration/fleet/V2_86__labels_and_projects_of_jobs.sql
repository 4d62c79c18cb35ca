-- What an agent says it is good for, what tools it found (JSON, name to version), and both as words.
alter table agent add labels text[] not null default '{}',
    add tools text not null default '{}',
    add offers text[] not null default '{}';

-- Which labels its agent must have, and the project it is done for; 0 for none.
alter table job add labels text[] not null default '{}',
    add project bigint not null default 0;

-- Jobs that the same agents may claim, of one project, stand in a row. A claim walks from the head
-- of one such row to the head of the next, and never through the rows.
drop index job_claim;
create index job_claim on job
    (pool, (-priority), project, labels, (coalesce(wanted_agent, '')), id)
    where state = 'queued';
create index job_running on job (pool, project) where state = 'running';
