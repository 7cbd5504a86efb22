/** Who may do what: one row per action. Checked in main for every channel; the window only hides what would be refused. */
import type { Permission } from '../../preload/contract/channel.ts'

export type Role = 'administrator' | 'project-manager' | 'employee' | 'observer'

export const roleNames: Readonly<Record<Role, string>> = {
  administrator: 'Administrator',
  'project-manager': 'Project Manager',
  employee: 'Employee',
  observer: 'Observer'
}

const everyone: readonly Role[] = ['administrator', 'project-manager', 'employee', 'observer']

/** The manual: only the Administrator and the Project Manager can authorise in the Jira module. */
export const permissionTable: Readonly<Record<Permission, readonly Role[]>> = {
  'workspace.read': everyone,
  'workspace.settings': ['administrator'],
  'projects.write': ['administrator', 'project-manager'],
  'tasks.write': ['administrator', 'project-manager', 'employee'],
  'jira.authorise': ['administrator', 'project-manager'],
  'jira.link': ['administrator', 'project-manager'],
  'jira.sync': ['administrator', 'project-manager', 'employee']
}

export const mayDo = (role: Role, permission: Permission): boolean => permissionTable[permission].includes(role)
