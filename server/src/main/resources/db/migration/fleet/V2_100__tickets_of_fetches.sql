-- What an agent's git shows to fetch for one job: worth something only while the job is held.
create table fetch_ticket (
    sha256 text primary key,
    job bigint not null references job on delete cascade,
    fence bigint not null,
    repository bigint not null,
    commit text,
    until timestamptz not null
);
create index fetch_ticket_until on fetch_ticket (until);
create index fetch_ticket_job on fetch_ticket (job);
