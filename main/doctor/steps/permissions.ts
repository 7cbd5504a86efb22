/** Step 11: *Browse Projects*, anywhere and in each linked project (GET /rest/api/2/mypermissions, /project/{id}). */
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'
import type { ProjectLink } from '../../../preload/contract/index.ts'
import type { JiraClient } from '../../jira/client.ts'
import { mayBrowse, readProject } from '../../jira/projects.ts'
import { failed, good, skipped, type Step } from '../step.ts'

/** Linked projects looked at; each costs two requests. */
const maxProjects = 10

export const permissions: Step = {
  id: 'permissions',
  async run({ deps, facts, subject: { connection } }) {
    const { client, me } = facts
    if (!client || !me || !connection) return skipped('Nobody is signed in.')
    const user = me.displayName || me.name
    const anywhere = await mayBrowse(client)
    if (!anywhere.ok) return failed(anywhere.failure, [], true)
    if (!anywhere.value) return failed(failure('no-browse-projects', { user }), ['Browse Projects: in no project'])
    const listed = await deps.store.listLinks({ connectionId: connection.id })
    if (!listed.ok) return failed(listed.failure, [], true)
    const distinct = [...new Map(listed.value.map((link) => [link.jiraProjectId, link])).values()]
    facts.links = distinct.slice(0, maxProjects)
    const looks = await Promise.all(facts.links.map((link) => look(client, link, user)))
    const wrong = looks.flatMap((why, at) => (why ? [{ why, link: facts.links[at] }] : []))
    for (const { link } of wrong) if (link) facts.unreadable.add(link.jiraProjectId)
    const evidence = [
      'Browse Projects: in some project at least',
      ...facts.links.map(({ jiraProjectKey }, at) => `${jiraProjectKey}: ${looks[at]?.code ?? 'may be browsed'}`),
      ...(distinct.length > maxProjects ? [`and ${distinct.length - maxProjects} more projects, not looked at`] : [])
    ]
    const [first] = wrong
    if (first) return failed(first.why, evidence, true)
    const linked = facts.links.length
    if (linked === 0) return good(`${user} may browse projects; none is linked yet.`, evidence)
    return good(
      `${user} may browse ${linked === 1 ? 'the linked project' : `all ${linked} linked projects`}.`,
      evidence
    )
  }
}

/** @returns what stands against reading the project; null when nothing does. */
async function look(client: JiraClient, link: ProjectLink, user: string): Promise<Failure | null> {
  const asked = { id: link.jiraProjectId, name: link.jiraProjectKey }
  const project = await readProject(client, asked, user)
  if (!project.ok) return project.failure
  if (project.value.archived)
    return failure('project-archived', { project: link.jiraProjectKey }, { evidence: 'project.archived: true' })
  const browses = await mayBrowse(client, link.jiraProjectId)
  if (!browses.ok) return browses.failure
  return browses.value ? null : failure('project-not-visible', { project: link.jiraProjectKey, user })
}
