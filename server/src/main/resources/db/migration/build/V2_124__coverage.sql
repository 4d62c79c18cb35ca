-- How much of the code the tests of a build's job ran through, as its reports say.
create table build_coverage (
    build bigint not null references build,
    job int not null,
    lines bigint not null,
    lines_covered bigint not null,
    branches bigint not null,
    branches_covered bigint not null,
    primary key (build, job)
);
