/** Connections to Jira, and which Jira project feeds which project of ours. */
import type { Migration } from './migration.ts'

export const connectionsAndLinks: Migration = {
  version: 2,
  name: 'connections-and-links',
  up(database) {
    database.exec(`
      create table connections (
        id text primary key not null,
        site_url text not null,
        base_url text not null,
        title text not null,
        version text not null,
        method text not null,
        user_name text not null,
        user_display_name text not null,
        consumer_key text,
        status text not null,
        failure text,
        last_success_at integer,
        next_try_at integer,
        created_at integer not null
      ) strict;

      create table links (
        id text primary key not null,
        project_id text not null references projects (id),
        connection_id text references connections (id) on delete set null,
        site_url text not null,
        jira_project_id text not null,
        jira_project_key text not null,
        jira_project_name text not null,
        created_at integer not null,
        removed_at integer,
        last_synced_at integer,
        cursor integer,
        checkpoint text,
        last_census_at integer,
        unique (project_id, site_url, jira_project_id)
      ) strict;
      create index links_by_connection on links (connection_id);
      create index links_by_site on links (site_url);

      create table scan_seen (
        link_id text not null references links (id),
        issue text not null,
        primary key (link_id, issue)
      ) strict, without rowid;
    `)
  }
}
