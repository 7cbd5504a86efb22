/** The people of the workspace, and what they did. */
import type { Migration } from './migration.ts'

export const membersAndAudit: Migration = {
  version: 8,
  name: 'members-and-audit',
  up(database) {
    database.exec(`
      create table members (
        id text primary key,
        name text not null,
        name_folded text not null,
        login text not null,
        login_folded text not null,
        role text not null check (role in ('administrator', 'project-manager', 'employee', 'observer')),
        password_hash text,
        must_change_password integer not null default 0,
        last_sign_in_at integer,
        created_at integer not null,
        removed_at integer
      ) strict;
      -- A login is free again once its member was removed.
      create unique index members_by_login on members (login_folded) where removed_at is null;

      create table member_projects (
        member_id text not null references members (id),
        project_id text not null references projects (id),
        primary key (member_id, project_id)
      ) strict, without rowid;

      -- By login, not by member: a login nobody has is treated the same way.
      create table sign_in_attempts (
        login_folded text primary key,
        failed integer not null,
        last_at integer not null
      ) strict, without rowid;

      create table audit_entries (
        number integer primary key,
        at integer not null,
        member_id text,
        member text not null,
        action text not null,
        subject text not null,
        detail text not null,
        -- All words of an entry, for searching without case and accents.
        words_folded text not null
      ) strict;
      create trigger audit_entries_stay before delete on audit_entries
        begin select raise(abort, 'the audit log only grows'); end;
      create trigger audit_entries_stay_as_they_are before update on audit_entries
        begin select raise(abort, 'the audit log only grows'); end;
      -- "insert or replace" would delete without asking the trigger above (https://www.sqlite.org/lang_conflict.html).
      create trigger audit_entries_are_not_replaced before insert on audit_entries
        when exists (select 1 from audit_entries where number = new.number)
        begin select raise(abort, 'the audit log only grows'); end;
      create trigger audit_entries_have_no_gaps after insert on audit_entries
        when new.number < 1
          or new.number > 1 and not exists (select 1 from audit_entries where number = new.number - 1)
        begin select raise(abort, 'the audit log has no gaps'); end;

      alter table connections add column authorised_by_id text;
      alter table connections add column authorised_by_name text;
    `)
  }
}
