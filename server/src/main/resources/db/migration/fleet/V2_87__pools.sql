create table pool (
    name text primary key,
    description text not null default '',
    made timestamptz not null default now()
);
insert into pool (name, description) values
    ('default', 'Builds, unless a plan names another pool'),
    ('deploy', 'Touches hosts; runs no builds');

-- The projects that may use a pool; a pool without any is for all.
create table pool_project (
    pool text not null references pool,
    project bigint not null,
    primary key (pool, project)
);

alter table agent_token add foreign key (pool) references pool;
