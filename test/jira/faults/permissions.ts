/**
 * Faults of what may be seen: permission schemes, archived projects, issue security. They take from everybody, also from
 * administrators, and last until they are switched off.
 */
import type { Fault } from './fault.ts'

export const permissionFaults: readonly Fault[] = [
  {
    name: 'no-browse-projects',
    describe: 'nobody holds Browse Projects anywhere: an empty list of projects, 404 for each, mypermissions says no',
    scope: 'all',
    switched: (on, world) => world.issues.restrict({ nobodyBrowses: on })
  },
  {
    // The project's own resource still answers, `archived: true`; lists, pickers and searches leave it out
    // (developer.atlassian.com/server/jira/platform/jira-archiver). What JQL says of it is inferred: as of one that is
    // not there (jql=refused), or nothing but an empty result (jql=empty).
    name: 'project-archived',
    describe: 'the project `key` is archived: gone from the list and from searches (jql=refused or empty)',
    scope: 'all',
    options: { key: 'MOD', jql: 'refused' },
    switched: (on, world, options) => {
      const { key } = world.issues.getProject(String(options['key']))
      world.issues.restrict({ archived: on ? { key, inJql: options['jql'] === 'empty' } : undefined })
    }
  },
  {
    name: 'issue-security',
    describe: 'an issue security level hides every issue of the project `key`, which itself is visible: total 0',
    scope: 'all',
    options: { key: 'MOD' },
    switched: (on, world, options) =>
      world.issues.restrict({ secured: on ? world.issues.getProject(String(options['key'])).key : undefined })
  }
]
