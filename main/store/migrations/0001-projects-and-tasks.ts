/** The workspace, projects, and tasks from both sources. */
import { newId } from '../ids.ts'
import type { Migration } from './migration.ts'

export const projectsAndTasks: Migration = {
  version: 1,
  name: 'projects-and-tasks',
  up(database) {
    database.exec(`
      create table workspace (
        id text primary key not null,
        created_at integer not null
      ) strict;

      create table projects (
        id text primary key not null,
        name text not null,
        name_folded text not null,
        created_at integer not null,
        archived_at integer,
        next_task_number integer not null default 1
      ) strict;
      create index projects_by_name on projects (name_folded, id);

      create table tasks (
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
        description_format text not null check (description_format in ('plain', 'wiki')),
        description text not null
      ) strict;

      -- Each ends with archived_at, though its condition fixes it: only so does SQLite answer counts from the index alone.
      create unique index tasks_by_issue on tasks (project_id, site_url, issue_id) where issue_id is not null;
      create index tasks_by_link on tasks (link_id, jira_project_id, issue_id, archived_at) where link_id is not null;
      create index tasks_by_updated on tasks (project_id, updated_at, row_id, source, archived_at) where archived_at is null;
      create index tasks_by_key on tasks (project_id, key_prefix, key_number, row_id, archived_at) where archived_at is null;
      create index tasks_by_summary on tasks (project_id, summary_sort, row_id, archived_at) where archived_at is null;
      create index tasks_by_type on tasks (project_id, type, row_id, archived_at) where archived_at is null;
      create index tasks_by_status on tasks (project_id, status, row_id, archived_at) where archived_at is null;
      create index tasks_by_assignee on tasks (project_id, assignee_sort, row_id, assignee, archived_at) where archived_at is null;
      create index tasks_archived on tasks (project_id, updated_at, row_id, archived_at) where archived_at is not null;
    `)
    database.run('insert into workspace (id, created_at) values (?, ?)', [newId(), Date.now()])
  }
}
