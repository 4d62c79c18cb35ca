-- Public keys: of a person, or of a machine that one lets at one repository. Each belongs to one.
create table ssh_key (
    id bigint generated always as identity primary key,
    owner bigint not null references users,
    label text not null,
    -- As OpenSSH writes it: the kind and the key in base64.
    public_key text not null,
    fingerprint text not null unique,
    -- Of a deploy key: the only repository and project that it is for, and whether it may push.
    repository_id bigint,
    project_id bigint,
    writes boolean not null default true,
    created timestamptz not null,
    used timestamptz,
    check ((repository_id is null) = (project_id is null))
);
create index ssh_key_of_owner on ssh_key (owner) where repository_id is null;
create index ssh_key_of_repository on ssh_key (repository_id) where repository_id is not null;
