/** Choosing a Jira project and linking it to one of ours. */
import type { ChannelOutput, CheckedInput, ProjectLink } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { ConnectionService } from '../connections/connection-service.ts'
import { explainNoProjects, listVisibleProjects, type VisibleProject } from '../jira/projects.ts'
import { searchOf } from '../jira/search/search.ts'
import type { StoreClient } from '../store/api.ts'
import { standingFailure } from '../connections/standing-failure.ts'
import { fittingProjects } from './reply-size.ts'

/** Typing in the search box asks this list, not Jira, again and again. */
const listLifetimeMs = 60_000

export interface JiraLinkDeps {
  readonly store: StoreClient
  readonly connections: ConnectionService
  readonly audit: Pick<AuditLog, 'record'>
  readonly changed: (projectId: string) => void
  /** Starts the first sync of a new link. */
  readonly syncLink: (linkId: string) => void
  readonly cancelLink: (linkId: string) => Promise<void>
}

export type JiraLinkService = ReturnType<typeof createJiraLinkService>

export function createJiraLinkService({ store, connections, audit, changed, syncLink, cancelLink }: JiraLinkDeps) {
  const lists = new Map<string, { at: number; projects: VisibleProject[] }>()

  const visible = async (connectionId: string, refresh: boolean): Promise<Result<VisibleProject[]>> => {
    const known = lists.get(connectionId)
    if (known && !refresh && Date.now() - known.at < listLifetimeMs) return ok(known.projects)
    const asked = await connections.load(connectionId)
    if (!asked.ok) return asked
    const { failure: before } = asked.value
    // Each letter typed asks; until somebody has solved the CAPTCHA the password must not be sent with every one.
    if (before?.code === 'captcha-required' && !refresh) return err(before)
    const seenWith = connections.generation(connectionId)
    const client = await connections.client(connectionId)
    if (!client.ok) return client
    const listed = await listVisibleProjects(client.value)
    const outcome = listed.ok ? await standingFailure(store, connectionId) : listed.failure
    await connections.report(connectionId, outcome, null, seenWith)
    if (listed.ok) lists.set(connectionId, { at: Date.now(), projects: listed.value })
    return listed
  }

  const note = (action: 'linked' | 'unlinked', link: ProjectLink, projectName: string): Promise<void> =>
    audit.record(
      action,
      `${link.jiraProjectKey} – ${link.jiraProjectName} → ${projectName}`,
      new URL(link.siteUrl).host
    )

  return {
    async list(input: CheckedInput<'jiraProjects.list'>): Promise<Result<ChannelOutput<'jiraProjects.list'>>> {
      const [all, connection, links] = await Promise.all([
        visible(input.connectionId, input.refresh),
        connections.load(input.connectionId),
        store.listLinks({ projectId: input.projectId })
      ])
      if (!all.ok) return all
      if (!connection.ok) return connection
      if (!links.ok) return links
      let explanation: ChannelOutput<'jiraProjects.list'>['explanation'] = null
      if (all.value.length === 0) {
        const client = await connections.client(input.connectionId)
        if (!client.ok) return client
        const explained = await explainNoProjects(client.value, connection.value.userDisplayName)
        if (!explained.ok) return explained
        explanation = explained.value
        lists.delete(input.connectionId)
      }
      const linked = new Set(
        links.value.filter((link) => link.siteUrl === connection.value.siteUrl).map((link) => link.jiraProjectId)
      )
      const words = input.search.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
      const typed = words.join(' ')
      /** Who types a key means that project: it comes first, then keys that begin so; otherwise the order stays. */
      const rank = ({ key }: VisibleProject): number => {
        const folded = key.toLocaleLowerCase()
        return folded === typed ? 0 : typed !== '' && folded.startsWith(typed) ? 1 : 2
      }
      const found = all.value
        .filter(({ key, name }) => {
          const text = `${key} ${name}`.toLocaleLowerCase()
          return words.every((word) => text.includes(word))
        })
        .sort((a, b) => rank(a) - rank(b))
      const page = found.slice(input.offset, input.offset + input.limit)
      const projects = fittingProjects(page.map((one) => ({ ...one, linked: linked.has(one.id) })))
      return ok({ projects, total: found.length, explanation })
    },

    async countIssues(input: CheckedInput<'jiraProjects.countIssues'>): Promise<Result<{ issues: number }>> {
      const client = await connections.client(input.connectionId)
      if (!client.ok) return client
      const counted = await searchOf(client.value).count(input.jiraProjectId)
      return counted.ok ? ok({ issues: counted.value }) : counted
    },

    async create(input: CheckedInput<'links.create'>): Promise<Result<ChannelOutput<'links.create'>>> {
      const [all, connection, project] = await Promise.all([
        visible(input.connectionId, false),
        connections.load(input.connectionId),
        store.getProject({ id: input.projectId })
      ])
      if (!all.ok) return all
      if (!connection.ok) return connection
      if (!project.ok) return project
      if (!project.value) return fail('not-found', { what: 'This project' })
      const chosen = all.value.find((one) => one.id === input.jiraProjectId)
      if (!chosen) {
        return fail('project-not-visible', { project: input.jiraProjectId, user: connection.value.userDisplayName })
      }
      const link = await store.createLink({
        projectId: input.projectId,
        connectionId: input.connectionId,
        siteUrl: connection.value.siteUrl,
        jiraProjectId: chosen.id,
        jiraProjectKey: chosen.key,
        jiraProjectName: chosen.name
      })
      if (!link.ok) return link
      if (!link.value) {
        return fail('already-exists', {
          what: `The link to ${chosen.key}`,
          cause: `${chosen.name} is already linked to ${project.value.name}.`,
          remedy: 'Choose another Jira project, or use the link that is there.'
        })
      }
      await note('linked', link.value, project.value.name)
      changed(input.projectId)
      syncLink(link.value.id)
      return ok(link.value)
    },

    async links(input: CheckedInput<'links.list'>): Promise<Result<ChannelOutput<'links.list'>>> {
      const links = await store.listLinks({ projectId: input.projectId })
      return links.ok ? ok({ links: links.value }) : links
    },

    async remove(input: CheckedInput<'links.remove'>): Promise<Result<Record<string, never>>> {
      await cancelLink(input.id)
      const removed = await store.removeLink({ id: input.id })
      if (!removed.ok) return removed
      if (!removed.value) return fail('not-found', { what: 'This link' })
      const project = await store.getProject({ id: removed.value.projectId })
      await note('unlinked', removed.value, project.ok && project.value ? project.value.name : 'an unknown project')
      changed(removed.value.projectId)
      return ok({})
    }
  }
}
