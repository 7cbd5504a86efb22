/**
 * Descriptions of Jira Cloud are documents (ADF), and a census remembers with which counts the sets were equal. SQLite
 * cannot change a check constraint, so the table is made anew: https://www.sqlite.org/lang_altertable.html#otheralter
 * Row ids stay, for the search index knows tasks by them. No other table refers to this one, so that foreign keys need
 * not be switched off (which a transaction could not do).
 */
import type { Migration } from './migration.ts'

const columns = `row_id, id, project_id, source, key, key_prefix, key_number, summary, summary_sort, type, status,
  status_category, priority, assignee, assignee_sort, reporter, resolution, labels, created_at, updated_at, archived_at,
  archived_reason, link_id, site_url, jira_project_id, jira_project_key, issue_id, fingerprint, description_format,
  description`

export const cloudDescriptions: Migration = {
  version: 6,
  name: 'cloud-descriptions',
  up(database) {
    database.exec(`
      create table new_tasks (
        row_id integer primary key,
        id text not null unique,
        project_id text not null references projects (id),
        source text not null check (source in ('manual', 'jira')),
        key text not null,
        key_prefix text not null,
        key_number integer not null,
        summary text not null,
        summary_sort text not null,
        type text not null,
        status text not null,
        status_category text not null,
        priority text not null,
        assignee text not null,
        assignee_sort text not null,
        reporter text not null,
        resolution text not null,
        labels text not null,
        created_at integer not null,
        updated_at integer not null,
        archived_at integer,
        archived_reason text,
        link_id text,
        site_url text,
        jira_project_id text,
        jira_project_key text,
        issue_id text,
        fingerprint text,
        description_format text not null check (description_format in ('plain', 'wiki', 'adf')),
        description text not null
      ) strict;
      insert into new_tasks (${columns}) select ${columns} from tasks order by row_id;
      drop table tasks;
      alter table new_tasks rename to tasks;

      -- As in the first migration.
      create unique index tasks_by_issue on tasks (project_id, site_url, issue_id) where issue_id is not null;
      create index tasks_by_link on tasks (link_id, jira_project_id, issue_id, archived_at) where link_id is not null;
      create index tasks_by_updated on tasks (project_id, updated_at, row_id, source, archived_at) where archived_at is null;
      create index tasks_by_key on tasks (project_id, key_prefix, key_number, row_id, archived_at) where archived_at is null;
      create index tasks_by_summary on tasks (project_id, summary_sort, row_id, archived_at) where archived_at is null;
      create index tasks_by_type on tasks (project_id, type, row_id, archived_at) where archived_at is null;
      create index tasks_by_status on tasks (project_id, status, row_id, archived_at) where archived_at is null;
      create index tasks_by_assignee on tasks (project_id, assignee_sort, row_id, assignee, archived_at) where archived_at is null;
      create index tasks_archived on tasks (project_id, updated_at, row_id, archived_at) where archived_at is not null;

      alter table links add column agreed_jira integer;
      alter table links add column agreed_here integer;
    `)
  }
}
