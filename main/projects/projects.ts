/** AtTrack's own projects. */
import type { CheckedInput, ChannelOutput, Project } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient } from '../store/api.ts'

export type ProjectService = ReturnType<typeof createProjectService>

export function createProjectService(store: StoreClient, changed: (projectId: string) => void) {
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
    create: async (input: CheckedInput<'projects.create'>): Promise<Result<Project>> =>
      announce(await store.createProject(input)),
    rename: async (input: CheckedInput<'projects.rename'>): Promise<Result<Project>> =>
      announce(found(await store.renameProject(input))),
    setArchived: async (input: CheckedInput<'projects.setArchived'>): Promise<Result<Project>> =>
      announce(found(await store.setProjectArchived(input)))
  }
}
