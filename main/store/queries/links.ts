/** Which Jira project feeds which project, and how far its scan has come. */
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { ProjectLink } from '../../../preload/contract/index.ts'
import type { ScanCheckpoint, StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { StoreError } from '../errors.ts'
import { newId } from '../ids.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import type { LinkTable } from '../schema.ts'
import { requireProject } from './projects.ts'

export type LinkQueries = Pick<
  StoreApi,
  'listLinks' | 'createLink' | 'removeLink' | 'linkState' | 'updateLinkProject' | 'saveCheckpoint'
>

const toLink = (from: LinkTable): ProjectLink => ({
  id: from.id,
  projectId: from.project_id,
  connectionId: from.connection_id,
  siteUrl: from.site_url,
  jiraProjectId: from.jira_project_id,
  jiraProjectKey: from.jira_project_key,
  jiraProjectName: from.jira_project_name,
  createdAt: from.created_at,
  lastSyncedAt: from.last_synced_at
})

/** A link that is not removed, or undefined. */
export const findLink = (database: Database, id: string): LinkTable | undefined =>
  row(database, sqlFor.selectFrom('links').selectAll().where('id', '=', id).where('removed_at', 'is', null))

/** Throws `not-found` when the link was removed or never was. */
export function requireLink(database: Database, id: string): LinkTable {
  const link = findLink(database, id)
  if (!link) throw new StoreError(failure('not-found', { what: 'The link' }))
  return link
}

/** Forgets which issues the scan has seen; the next scan counts anew. */
export function forgetScan(database: Database, linkId: string): void {
  change(database, sqlFor.deleteFrom('scan_seen').where('link_id', '=', linkId))
}

export function linkQueries(database: Database): LinkQueries {
  return {
    listLinks({ projectId, connectionId }) {
      const query = sqlFor
        .selectFrom('links')
        .selectAll()
        .where('removed_at', 'is', null)
        .$if(projectId !== undefined, (q) => q.where('project_id', '=', projectId as string))
        .$if(connectionId !== undefined, (q) => q.where('connection_id', '=', connectionId as string))
        .orderBy('created_at')
        .orderBy('id')
      return rows(database, query).map(toLink)
    },
    createLink({ projectId, connectionId, siteUrl, jiraProjectId, jiraProjectKey, jiraProjectName }) {
      return database.transaction(() => {
        requireProject(database, projectId)
        const known = row(
          database,
          sqlFor
            .selectFrom('links')
            .selectAll()
            .where('project_id', '=', projectId)
            .where('site_url', '=', siteUrl)
            .where('jira_project_id', '=', jiraProjectId)
        )
        if (known && known.removed_at === null) return null
        const present = {
          connection_id: connectionId,
          jira_project_key: jiraProjectKey,
          jira_project_name: jiraProjectName,
          removed_at: null,
          cursor: null,
          checkpoint: null,
          last_census_at: null,
          agreed_jira: null,
          agreed_here: null
        }
        const id = known?.id ?? newId()
        if (known) {
          // Its tasks still carry this link's id; a full scan finds out what changed in the meantime.
          change(database, sqlFor.updateTable('links').set(present).where('id', '=', id))
          forgetScan(database, id)
        } else {
          const identity = { id, project_id: projectId, site_url: siteUrl, jira_project_id: jiraProjectId }
          const values = { ...identity, ...present, created_at: Date.now(), last_synced_at: null }
          change(database, sqlFor.insertInto('links').values(values))
        }
        return toLink(requireLink(database, id))
      })
    },
    removeLink({ id }) {
      return database.transaction(() => {
        const link = findLink(database, id)
        if (!link) return null
        const gone = { removed_at: Date.now(), connection_id: null, checkpoint: null }
        change(database, sqlFor.updateTable('links').set(gone).where('id', '=', id))
        forgetScan(database, id)
        return toLink(link)
      })
    },
    linkState({ linkId }) {
      const link = findLink(database, linkId)
      if (!link) return null
      const checkpoint = link.checkpoint ? (JSON.parse(link.checkpoint) as ScanCheckpoint) : null
      const { agreed_jira: jira, agreed_here: here } = link
      const agreed = jira === null || here === null ? null : { jira, here }
      return { link: toLink(link), cursor: link.cursor, checkpoint, lastCensusAt: link.last_census_at, agreed }
    },
    updateLinkProject({ linkId, jiraProjectKey, jiraProjectName }) {
      const names = { jira_project_key: jiraProjectKey, jira_project_name: jiraProjectName }
      change(database, sqlFor.updateTable('links').set(names).where('id', '=', linkId))
      return null
    },
    saveCheckpoint({ linkId, checkpoint, cursor }) {
      database.transaction(() => {
        requireLink(database, linkId)
        const set = {
          checkpoint: checkpoint ? JSON.stringify(checkpoint) : null,
          ...(cursor === undefined ? {} : { cursor })
        }
        change(database, sqlFor.updateTable('links').set(set).where('id', '=', linkId))
        if (!checkpoint) forgetScan(database, linkId)
      })
      return null
    }
  }
}
