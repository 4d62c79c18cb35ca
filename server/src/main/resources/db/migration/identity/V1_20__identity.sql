create table users (
    id bigint generated always as identity primary key,
    name text collate "C" not null unique,
    display_name text not null,
    administrator boolean not null,
    email text not null unique,
    wished_email text,
    password text not null,
    password_version bigint not null default 1,
    password_is_own boolean not null default true,
    created timestamptz not null
);

-- Every address that an administrator vouched for, also those that are no longer shown: what was
-- written under an old address stays written by its owner.
create table user_email (
    address text primary key,
    user_id bigint not null references users,
    since timestamptz not null
);

create table group_member (
    group_name text collate "C" not null,
    user_id bigint not null references users,
    primary key (group_name, user_id)
);

create index group_member_of_user on group_member (user_id);

create table project_member (
    project_id bigint not null,
    user_id bigint not null references users,
    role text not null check (role in ('READ', 'WRITE', 'ADMINISTER')),
    primary key (project_id, user_id)
);

create index project_member_of_user on project_member (user_id);

create table user_session (
    hash bytea primary key,
    user_id bigint not null references users,
    created timestamptz not null,
    used timestamptz not null
);

create index user_session_of_user on user_session (user_id);

create table api_token (
    id bigint generated always as identity primary key,
    user_id bigint not null references users,
    name text not null,
    hash bytea not null unique,
    created timestamptz not null,
    used timestamptz,
    unique (user_id, name)
);

create table login_link (
    hash bytea primary key,
    user_id bigint not null references users,
    expires timestamptz not null
);
