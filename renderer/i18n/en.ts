/** Every English text of the window. Keys are typed: a missing one does not compile. */
import { applink } from './en/applink.ts'
import { backup } from './en/backup.ts'
import { connections, selectProject, signIn } from './en/connections.ts'
import { doctor } from './en/doctor.ts'
import { failures } from './en/failures.ts'
import { audit, members, session } from './en/members.ts'
import { network } from './en/network.ts'
import { permissions } from './en/permissions.ts'
import { project, projects } from './en/projects.ts'
import { settings } from './en/settings.ts'
import { cloud, oauth2, tokens } from './en/sign-in-methods.ts'
import { common, shell } from './en/shell.ts'
import { sync, tasks } from './en/tasks.ts'

export const en = {
  applink,
  audit,
  backup,
  cloud,
  common,
  connections,
  doctor,
  failures,
  members,
  network,
  oauth2,
  permissions,
  project,
  projects,
  selectProject,
  session,
  settings,
  shell,
  signIn,
  sync,
  tasks,
  tokens
} as const
