/** Who may do what: one row per action. Checked in main for every channel; the window only hides what would be refused. */
import type { Permission, Reach } from '../../preload/contract/channel.ts'
import type { Role } from '../../preload/contract/members.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  administrator: 'Administrator',
  'project-manager': 'Project Manager',
  employee: 'Employee',
  observer: 'Observer'
}

type Row = Readonly<Record<Role, Reach>>

const row = (administrator: Reach, projectManager: Reach, employee: Reach, observer: Reach): Row => ({
  administrator,
  'project-manager': projectManager,
  employee,
  observer
})

/** The manual: only the Administrator and the Project Manager can authorise in the Jira module. */
export const permissionTable: Readonly<Record<Permission, Row>> = {
  public: row('all', 'all', 'all', 'all'),
  session: row('all', 'all', 'all', 'all'),
  'workspace.read': row('all', 'all', 'all', 'all'),
  'workspace.settings': row('all', 'none', 'none', 'none'),
  'workspace.backup': row('all', 'none', 'none', 'none'),
  'workspace.restore': row('all', 'none', 'none', 'none'),
  'members.manage': row('all', 'none', 'none', 'none'),
  'audit.read': row('all', 'none', 'none', 'none'),
  // Whoever makes a project manages it.
  'projects.create': row('all', 'all', 'none', 'none'),
  'projects.write': row('all', 'own', 'none', 'none'),
  'tasks.write': row('all', 'all', 'all', 'none'),
  'jira.authorise': row('all', 'own', 'none', 'none'),
  'jira.network': row('all', 'own', 'none', 'none'),
  // One key pair signs for every Jira of the workspace.
  'jira.keys': row('all', 'none', 'none', 'none'),
  'jira.link': row('all', 'own', 'none', 'none'),
  'jira.sync': row('all', 'all', 'all', 'none')
}

/** What a refusal says was asked for. */
export const actionNames: Readonly<Record<Permission, string>> = {
  public: 'This',
  session: 'This',
  'workspace.read': 'Looking at the workspace',
  'workspace.settings': 'Changing the settings of the workspace',
  'workspace.backup': 'Backing up the workspace',
  'workspace.restore': 'Restoring a backup',
  'members.manage': 'Changing who belongs to the workspace',
  'audit.read': 'Reading the audit log',
  'projects.create': 'Making a project',
  'projects.write': 'Changing a project',
  'tasks.write': 'Making a task',
  'jira.authorise': 'Authorising AtTrack at a Jira',
  'jira.network': 'Changing how a Jira is reached',
  'jira.keys': 'Changing AtTrack’s key for application links',
  'jira.link': 'Linking a Jira project',
  'jira.sync': 'Syncing and checking'
}

/** How far `role` may do it. */
export const reachOf = (role: Role, permission: Permission): Reach => permissionTable[permission][role]

/** `Administrator or Project Manager`: whom to ask. */
export const rolesWith = (permission: Permission): string =>
  (Object.keys(roleNames) as Role[])
    .filter((role) => reachOf(role, permission) !== 'none')
    .map((role) => roleNames[role])
    .join(' or ')
