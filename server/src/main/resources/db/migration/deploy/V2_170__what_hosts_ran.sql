-- What a host answered, from the first look that said so to the last one: a row per change. A row
-- also ends where the host was silent for long, so that a row says what was seen and no more.
create table host_span (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environment,
    host text not null,
    sha256 text,
    told text,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    -- the deployment that was at work on the host when it changed to this; null for none
    deployment_id bigint references deployment
);
create index host_span_of_host on host_span (environment_id, host, first_seen desc);
create index host_span_of_environment on host_span (environment_id, first_seen desc);

-- What Fairlead put there last, or an administrator adopted.
alter table host_state add column expected_sha256 text, add column expected_version text;
update host_state h set expected_sha256 = d.sha256, expected_version = d.version
from deployment d
where d.id = (select v.id from deployment v
    where v.environment_id = h.environment_id and v.state = 'VERIFIED'
    order by v.finished desc limit 1);

insert into host_span (environment_id, host, sha256, told, first_seen, last_seen)
select environment_id, host, sha256, version, observed, observed
from host_state where observed is not null;

-- A host that runs something else than Fairlead put there, until it does not any more.
create table drift (
    id bigint generated always as identity primary key,
    environment_id bigint not null references environment,
    host text not null,
    expected_sha256 text not null,
    expected_version text not null,
    found_sha256 text not null,
    found_told text,
    last_right timestamptz,
    first_wrong timestamptz not null,
    ended timestamptz,
    ending text not null default ''
);
create unique index drift_open on drift (environment_id, host) where ended is null;
create index drift_of_environment on drift (environment_id, id desc);

-- Which release bytes are of, and what is verified, waiting or running, without looking at all.
create index deployment_by_bytes on deployment (environment_id, sha256, id desc);
create index deployment_verified on deployment (environment_id, finished desc)
    where state = 'VERIFIED';
create index deployment_open on deployment (environment_id, id)
    where state in ('WAITING', 'RUNNING');
