-- Builds whose plan says that older queued ones of their branch are not to be built any more.
create table build_superseding (
    build bigint primary key references build
);
