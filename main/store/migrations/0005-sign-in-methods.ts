/** What the newer ways to sign in need to remember of a connection. Secrets stay in the keychain. */
import type { Migration } from './migration.ts'

export const signInMethods: Migration = {
  version: 5,
  name: 'sign-in-methods',
  up(database) {
    database.exec(`
      alter table connections add column product text not null default 'server';
      alter table connections add column api_url text not null default '';
      alter table connections add column cloud_id text;
      alter table connections add column account_id text;
      alter table connections add column email text;
      alter table connections add column grant_id text;
      alter table connections add column client_id text;
      alter table connections add column api_token text;
      alter table connections add column credential_expires_at integer;
      update connections set api_url = site_url;
    `)
  }
}
