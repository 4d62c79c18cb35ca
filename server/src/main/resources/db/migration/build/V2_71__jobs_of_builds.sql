-- A build has one or more jobs; what was a build's is now its first job's.
create table build_job (
    build bigint not null references build,
    position int not null,
    name text not null,
    needs int[] not null default '{}',
    state text not null,
    attempt int not null default 1,
    retries int not null default 0,
    job bigint unique,
    failure text not null default '',
    started timestamptz,
    finished timestamptz,
    primary key (build, position)
);
insert into build_job (build, position, name, state, attempt, job, failure, started, finished)
select id, 1, 'build', state, attempt, job, failure, started, finished from build;

alter table build drop column job;
alter table build add cancelled text not null default '';

alter table build_attempt add position int not null default 1;
alter table build_attempt drop constraint build_attempt_pkey;
alter table build_attempt add primary key (build, position, attempt);

alter table build_step add job int not null default 1;
alter table build_step drop constraint build_step_pkey;
alter table build_step add primary key (build, job, position);

alter table build_test add job int not null default 1;
alter table build_test drop constraint build_test_pkey;
alter table build_test add primary key (build, job, position);

alter table build_artifact add job int not null default 1;
alter table build_artifact drop constraint build_artifact_pkey;
alter table build_artifact add primary key (build, job, name);
