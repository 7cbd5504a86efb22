/** All migrations, in order. A released one is never edited: add the next. */
import { projectsAndTasks } from './0001-projects-and-tasks.ts'
import { connectionsAndLinks } from './0002-connections-and-links.ts'
import { syncRuns } from './0003-sync-runs.ts'
import { search } from './0004-search.ts'
import { signInMethods } from './0005-sign-in-methods.ts'
import { cloudDescriptions } from './0006-cloud-descriptions.ts'
import { networks } from './0007-networks.ts'
import { membersAndAudit } from './0008-members-and-audit.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  projectsAndTasks,
  connectionsAndLinks,
  syncRuns,
  search,
  signInMethods,
  cloudDescriptions,
  networks,
  membersAndAudit
]

/** The version a workspace has after all of them. */
export const schemaVersion = migrations.length
