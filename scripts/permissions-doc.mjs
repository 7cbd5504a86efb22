/**
 * Makes `docs/permissions.md` of the table of roles (main/members/permissions.ts) and of the channels' permissions and
 * scopes (preload/contract). test/unit/scripts fails when the file is not what would be written.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root, tool } from './lib/process.mjs'

/**
 * @typedef {{
 *   roleNames: Readonly<Record<string, string>>,
 *   actionNames: Readonly<Record<string, string>>,
 *   permissionTable: Readonly<Record<string, Readonly<Record<string, string>>>>,
 *   channels: Readonly<Record<string, { permission: string, scopes: readonly { of: string, field: string }[] }>>
 * }} Sources
 */

export const permissionsFile = join(root, 'docs/permissions.md')

/** What people know an action by. @type {Readonly<Record<string, string>>} */
const covers = {
  'workspace.read': 'see projects, tasks, connections, links and what the syncs did; members without their logins',
  'workspace.settings': '*Settings*, among them keeping secrets until AtTrack quits and the client for Jira Cloud',
  'workspace.backup': '*Back up workspace*',
  'workspace.restore': '*Restore a backup*; anybody when the workspace cannot be read, for then nobody is known',
  'members.manage': '*Members*: add, change, give a new password, remove',
  'audit.read': '*Audit log*, *Export as CSV*',
  'projects.create': '*New project*; a Project Manager manages what they make',
  'projects.write': 'rename, archive, bring back',
  'tasks.write': '*New task*',
  'jira.authorise':
    '*Add Account*, *Sign in again*, *Take over*, *Remove*, the API token, *Set up the application link*, the Connection Doctor',
  'jira.network': 'certificates, client certificate, proxy and its sign-in, for one Jira',
  'jira.keys': '*Keys*: change, import, export; one key signs for every Jira',
  'jira.link': '*Select project*, *Link project*, ending a link',
  'jira.sync': '*Sync now*, *Cancel*, *Check connection*'
}

/** What is one's own, by what a call is about. @type {Readonly<Record<string, string>>} */
const owns = {
  project: '**A project**: you manage it.',
  link: '**A link**: you manage the project it brings tasks to.',
  connection:
    '**A connection, to change it**: you manage every project it brings tasks to, or you signed in there yourself. Signing in to it as another Jira user needs the former, however it was begun; the very same Jira user may always renew it.',
  'sign-in':
    '**A connection, to look through it and link**: you signed in there yourself. What a Jira user may see is lent by whoever signed in, and by nobody else; taking a connection over makes it yours.',
  site: '**The way to a Jira**: you signed in to every connection there yourself, and manage every project they bring tasks to – everybody’s sign-ins go that way. The servers of Atlassian that every Cloud site shares are for Administrators.'
}

/** @type {Readonly<Record<string, string>>} */
const reaches = { all: 'yes', own: 'what is their own', none: '–' }

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`

/** @param {Sources} sources @returns {string} */
export function permissionsDocument({ roleNames, actionNames, permissionTable, channels }) {
  const roles = Object.keys(roleNames)
  const names = Object.keys(channels)
  const actions = Object.keys(permissionTable).filter((one) => one !== 'public' && one !== 'session')
  const rows = actions.map((one) => {
    const what = covers[one]
    if (what === undefined) throw new Error(`scripts/permissions-doc.mjs has no words for ${one}`)
    return line([
      `**${actionNames[one]}** – ${what}`,
      ...roles.map((role) => reaches[permissionTable[one]?.[role] ?? ''] ?? '?')
    ])
  })
  const kinds = new Set(names.flatMap((name) => channels[name]?.scopes.map(({ of }) => of) ?? []))
  for (const kind of kinds) if (!owns[kind]) throw new Error(`scripts/permissions-doc.mjs has no words for ${kind}`)
  const own = Object.keys(owns)
    .filter((kind) => kinds.has(kind))
    .map((kind) => `- ${owns[kind]}`)
  const every = names.map((name) => {
    const { permission = '', scopes = [] } = channels[name] ?? {}
    return line([`\`${name}\``, `\`${permission}\``, scopes.map(({ of, field }) => `${of} in \`${field}\``).join(', ')])
  })
  return `# Who may do what

Made by \`scripts/permissions-doc.mjs\` from the table that main asks for every call (\`main/members/permissions.ts\`) and from the
contract; a test fails when it is out of date. Another, \`test/integration/permissions.test.ts\`, calls every channel as everybody,
signed out, locked and before the first password of one's own, and compares with a table written by hand.

While there is one member only, that is the Administrator, and nobody signs in. From the second member on a window at which
nobody is signed in, or which is locked, shows and answers nothing; an answer that comes after its asker has left is not given.

## Actions and roles

${line(['', ...roles.map((role) => roleNames[role] ?? role)])}
${line(['---', ...roles.map(() => '---')])}
${rows.join('\n')}

Your own password, locking and signing out are everybody's.

## What is a Project Manager's own

Whoever manages no project yet may make one, and otherwise does nothing of what is limited to one's own.

${own.join('\n')}

A Jira without connections is open to every Project Manager of a project, and so is signing in to, or removing, a connection
without links. Who signs a connection in is its authoriser from then on; when that was somebody else before, it is a take-over: the
Jira user shown is the new one, syncs under way as the former one end, and the audit log notes from whom to whom. Links that lost
their connection go on with whoever signs in to that Jira next and manages their project.

A sign-in begun at Jira's page belongs to whoever began it and ends when they leave the window. What a Project Manager had
AtTrack trust at a Jira stays trusted for those who connect there later: it is shown under *Network settings* and noted in the
audit log.

## Every channel

\`public\` is for anybody at the window, \`session\` for whoever is signed in. The last column says what has to be one's own where
the table above says so.

${line(['channel', 'permission', 'own'])}
${line(['---', '---', '---'])}
${every.join('\n')}
`
}

/** @returns {Promise<Sources>} */
async function sources() {
  /** @param {string} path @returns {Promise<any>} */
  const load = (path) => import(pathToFileURL(join(root, path)).href)
  const { roleNames, actionNames, permissionTable } = await load('main/members/permissions.ts')
  const { channels } = await load('preload/contract/index.ts')
  return { roleNames, actionNames, permissionTable, channels }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Only Node 24 reads the sources as they are.
  if (Number(process.versions.node.split('.')[0]) < 24)
    process.exitCode = (await tool('node', [fileURLToPath(import.meta.url)])).code
  else await writeFile(permissionsFile, permissionsDocument(await sources()))
}
