-- Where a version came from: an older one that was taken again, or a commit of the file that keeps
-- the environment. Whoever wrote that commit wrote the version too, beside who merged it.
alter table environment_version add column restored int, add column commit text;

create table environment_version_writer (
    environment_id bigint not null,
    version int not null,
    user_id bigint not null,
    primary key (environment_id, version, user_id),
    foreign key (environment_id, version) references environment_version
);
