-- A test has a name once per repository, so that its history is one range of an index, and a build
-- of ten thousand tests writes numbers instead of names.
create table test (
    id bigint generated always as identity primary key,
    repository_id bigint not null,
    suite text not null,
    name text not null,
    -- Names are longer than an index may hold.
    key uuid not null generated always as (md5(suite || E'\n' || name)::uuid) stored,
    unique (repository_id, key)
);
insert into test (repository_id, suite, name)
select distinct b.repository_id, t.suite, t.name
from build_test t join build b on b.id = t.build
on conflict do nothing;

alter table build_test add test bigint;
update build_test r set test = t.id
from build b, test t
where b.id = r.build and t.repository_id = b.repository_id
  and t.key = md5(r.suite || E'\n' || r.name)::uuid;
alter table build_test alter test set not null;
alter table build_test drop column suite;
alter table build_test drop column name;
create index on build_test (test, build);

-- The same test of the same commit passed once and failed once.
create table test_flake (
    test bigint not null references test,
    commit text not null,
    repository_id bigint not null,
    passed bigint not null,
    failed bigint not null,
    noticed timestamptz not null default now(),
    primary key (test, commit)
);
create index on test_flake (repository_id, noticed);
