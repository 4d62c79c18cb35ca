-- What deployers outside of Fairlead say they did; one row for each of their numbers.
create table outside_deployment (
    repository_id bigint not null references git_repository,
    key text not null,
    environment_key text not null,
    sequence bigint not null,
    sha text not null,
    state text not null,
    display_name text not null,
    description text not null,
    url text not null,
    environment_name text not null,
    environment_type text,
    poster bigint not null references users,
    at timestamptz not null,
    primary key (repository_id, key, environment_key, sequence)
);
