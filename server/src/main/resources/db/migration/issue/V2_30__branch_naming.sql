-- Whether new branches carry the key of an open issue, and which patterns need none.
alter table project
    add column branches_need_key boolean not null default true,
    add column branch_exceptions text[] not null default '{renovate/*}';
