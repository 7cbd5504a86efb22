/** AtTrack's own projects. */
import type { CheckedInput, ChannelOutput, Project } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import { line } from '../clean-text.ts'
import { acting } from '../members/acting.ts'
import type { StoreClient } from '../store/api.ts'

export type ProjectService = ReturnType<typeof createProjectService>

export function createProjectService(
  store: StoreClient,
  changed: (projectId: string) => void,
  audit: Pick<AuditLog, 'record'>,
  /** Who manages which projects has changed. */
  managersChanged: () => Promise<void>
) {
  const found = (project: Result<Project | null>): Result<Project> => {
    if (!project.ok) return project
    return project.value ? ok(project.value) : fail('not-found', { what: 'This project' })
  }
  const announce = (project: Result<Project>): Result<Project> => {
    if (project.ok) changed(project.value.id)
    return project
  }
  return {
    list: (input: CheckedInput<'projects.list'>): Promise<Result<ChannelOutput<'projects.list'>>> =>
      store.listProjects(input),
    get: async (input: CheckedInput<'projects.get'>): Promise<Result<Project>> => found(await store.getProject(input)),
    async create(input: CheckedInput<'projects.create'>): Promise<Result<Project>> {
      const name = cleanName(input.name)
      if (!name.ok) return name
      // Else a Project Manager would have made what others may change only.
      const member = acting()
      const managerId = member?.role === 'project-manager' ? member.id : undefined
      const made = await store.createProject({ name: name.value, managerId })
      if (made.ok && managerId !== undefined) await managersChanged()
      if (made.ok) await audit.record('project-made', made.value.name)
      return announce(made)
    },
    async rename(input: CheckedInput<'projects.rename'>): Promise<Result<Project>> {
      const name = cleanName(input.name)
      if (!name.ok) return name
      const before = found(await store.getProject(input))
      if (!before.ok) return before
      const renamed = found(await store.renameProject({ id: input.id, name: name.value }))
      if (renamed.ok && renamed.value.name !== before.value.name)
        await audit.record('project-renamed', renamed.value.name, `${before.value.name} → ${renamed.value.name}`)
      return announce(renamed)
    },
    async setArchived(input: CheckedInput<'projects.setArchived'>): Promise<Result<Project>> {
      const before = found(await store.getProject(input))
      if (!before.ok) return before
      const set = found(await store.setProjectArchived(input))
      if (set.ok && (before.value.archivedAt !== null) !== input.archived)
        await audit.record(input.archived ? 'project-archived' : 'project-restored', set.value.name)
      return announce(set)
    }
  }
}

/** Nothing invisible that makes one project look like another, or reads backwards. */
function cleanName(name: string): Result<string> {
  const clean = line(name, 120)
  return clean === ''
    ? fail('invalid-input', { field: 'name', problem: 'Enter a name.' }, { field: 'name' })
    : ok(clean)
}
