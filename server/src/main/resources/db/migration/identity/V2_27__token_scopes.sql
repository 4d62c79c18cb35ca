-- What a token may at most do for its owner, where, and until when. Older ones may all their owner may.
alter table api_token
    add column role text not null default 'ADMINISTER' check (role in ('READ', 'WRITE', 'ADMINISTER')),
    add column project_id bigint,
    add column expires timestamptz;
