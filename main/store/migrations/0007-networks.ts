/** How each Jira is reached: what is trusted there, the way to it, and the certificate shown to it. */
import type { Migration } from './migration.ts'

export const networks: Migration = {
  version: 7,
  name: 'networks',
  up(database) {
    database.exec(`
      create table networks (
        origin text primary key,
        authorities text not null,
        pin text,
        client_certificate text,
        client_certificate_sealed text,
        proxy text not null
      ) strict;
    `)
  }
}
