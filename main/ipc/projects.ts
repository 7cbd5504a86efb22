/** Channels about projects and tasks. */
import type { ProjectService } from '../projects/projects.ts'
import type { TaskService } from '../projects/tasks.ts'
import type { Handlers } from './handler.ts'

type Own =
  | 'projects.list'
  | 'projects.get'
  | 'projects.create'
  | 'projects.rename'
  | 'projects.setArchived'
  | 'tasks.list'
  | 'tasks.facets'
  | 'tasks.get'
  | 'tasks.create'

export const projectHandlers = (projects: ProjectService, tasks: TaskService): Pick<Handlers, Own> => ({
  'projects.list': projects.list,
  'projects.get': projects.get,
  'projects.create': projects.create,
  'projects.rename': projects.rename,
  'projects.setArchived': projects.setArchived,
  'tasks.list': tasks.list,
  'tasks.facets': tasks.facets,
  'tasks.get': tasks.get,
  'tasks.create': tasks.create
})
