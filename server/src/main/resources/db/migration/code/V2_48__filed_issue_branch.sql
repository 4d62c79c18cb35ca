-- Why an issue has a branch: the branch or its commits name it, or it was filed for the branch. A
-- branch has at most one filed issue at a time; once another is filed, or the branch has gone, the
-- earlier one is what it carried formerly.
alter table issue_branch
    add column tie text not null default 'NAMED' check (tie in ('NAMED', 'FILED', 'FORMER'));

create unique index issue_branch_one_filed on issue_branch (repository_id, branch)
    where tie = 'FILED';
