-- A ticket stands in for a log-in where a browser sends none: in a report's sandbox.
create table build_report_ticket (
    sha256 text primary key,
    user_id bigint not null,
    build bigint not null references build,
    job int not null,
    until timestamptz not null
);
create index on build_report_ticket (until);
