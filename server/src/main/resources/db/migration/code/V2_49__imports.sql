-- One try to fill an empty repository from elsewhere. Login is sealed, and gone when it has ended.
create table repository_import (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references git_repository,
    importer      bigint      not null references users,
    url           text        not null,
    login         bytea,
    state         text        not null default 'WAITING'
                  check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    attempt       int         not null default 0,
    -- The server that runs it says so every few seconds.
    beat          timestamptz,
    progress      text        not null default '',
    failure       text,
    created       timestamptz not null,
    ended         timestamptz
);
create index repository_import_of on repository_import (repository_id, id);
create unique index repository_import_under_way on repository_import (repository_id)
    where state in ('WAITING', 'RUNNING');
