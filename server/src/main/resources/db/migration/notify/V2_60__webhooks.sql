create table webhook (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references git_repository,
    name          text        not null,
    url           text        not null,
    events        text[]      not null,
    secret        bytea,
    active        boolean     not null,
    created       timestamptz not null,
    -- The first failure since the last success.
    failing_since timestamptz,
    -- All its deliveries wait until then, because its receiver is away.
    paused_until  timestamptz,
    -- Some server sends for it until then; later only if that server was killed.
    busy_until    timestamptz,
    unique (repository_id, name)
);

-- Written in the transaction of the event. Without a due time it has ended.
create table webhook_delivery (
    id         bigint generated always as identity primary key,
    webhook_id bigint      not null references webhook on delete cascade,
    request_id uuid        not null,
    event      text        not null,
    body       text        not null,
    state      text        not null default 'OWED' check (state in ('OWED', 'DELIVERED', 'FAILED')),
    by_hand    boolean     not null default false,
    made       timestamptz not null,
    due        timestamptz,
    attempts   int         not null default 0,
    attempted  timestamptz,
    sent_to    text,
    status     int,
    took       bigint,
    answer     text,
    failure    text,
    check ((state = 'OWED') = (due is not null))
);
create index webhook_delivery_due on webhook_delivery (webhook_id, due) where due is not null;
create index webhook_delivery_of on webhook_delivery (webhook_id, id);
