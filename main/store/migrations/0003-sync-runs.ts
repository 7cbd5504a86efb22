/** The ledger: what every run did, and every issue it did something unusual with. */
import type { Migration } from './migration.ts'

export const syncRuns: Migration = {
  version: 3,
  name: 'sync-runs',
  up(database) {
    database.exec(`
      create table sync_runs (
        number integer primary key,
        id text not null unique,
        link_id text not null references links (id),
        kind text not null check (kind in ('full', 'incremental')),
        outcome text not null check (outcome in ('running', 'done', 'failed', 'cancelled', 'interrupted')),
        started_at integer not null,
        finished_at integer,
        fetched integer not null default 0,
        new integer not null default 0,
        changed integer not null default 0,
        unchanged integer not null default 0,
        moved integer not null default 0,
        archived integer not null default 0,
        skipped integer not null default 0,
        requests integer not null default 0,
        failure text
      ) strict;
      create index sync_runs_by_link on sync_runs (link_id, number);
      create index sync_runs_running on sync_runs (outcome) where outcome = 'running';

      create table sync_entries (
        id integer primary key,
        run_id text not null references sync_runs (id) on delete cascade,
        issue_key text not null,
        action text not null,
        reason text not null,
        at integer not null
      ) strict;
      create index sync_entries_by_run on sync_entries (run_id, id);
    `)
  }
}
