/** A workspace with somebody of every kind in it, two projects, and a connection with a link for each. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'
import type { Role } from '../../../preload/contract/index.ts'
import { connection } from '../../unit/store/support.ts'
import { must, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import type { Column } from './who-may.ts'

/** A project and what belongs to it. */
export interface Belongings {
  readonly projectId: string
  readonly taskId: string
  readonly siteUrl: string
  readonly connectionId: string
  readonly linkId: string
  readonly runId: string
}

const logins = ['administrator', 'inside', 'outside', 'unattached', 'employee', 'observer', 'due'] as const
export type Login = (typeof logins)[number]

export interface World {
  readonly app: TestApp
  readonly memberIds: Readonly<Record<Login, string>>
  readonly ours: Belongings
  readonly theirs: Belongings
}

const roles: Readonly<Record<Exclude<Login, 'administrator'>, Role>> = {
  inside: 'project-manager',
  outside: 'project-manager',
  unattached: 'project-manager',
  employee: 'employee',
  observer: 'observer',
  due: 'administrator'
}

/** Before and after the first sign-in, which asks for a new one. */
const given = 'seven loud green bicycles'
const chosen = 'nine patient silver kettles'

async function belongings(app: TestApp, name: string, by: { id: string; name: string }): Promise<Belongings> {
  const project = must(await app.invoke('projects.create', { name }))
  const task = must(await app.invoke('tasks.create', { projectId: project.id, summary: `A task of ${name}` }))
  const siteUrl = `https://${name.toLowerCase()}.example.com`
  const record = connection({
    id: `connection-${name}`,
    siteUrl,
    apiUrl: siteUrl,
    baseUrl: siteUrl,
    authorisedBy: { memberId: by.id, name: by.name }
  })
  must(await app.store.saveConnection(record))
  const link = must(
    await app.store.createLink({
      projectId: project.id,
      connectionId: record.id,
      siteUrl,
      jiraProjectId: '10034',
      jiraProjectKey: 'MOD',
      jiraProjectName: 'Modules'
    })
  )
  const linkId = link?.id ?? ''
  const run = must(await app.store.startRun({ linkId, kind: 'full' }))
  return { projectId: project.id, taskId: task.id, siteUrl, connectionId: record.id, linkId, runId: run.id }
}

/** @param alone nobody but the owner, who then is everybody. */
export async function makeWorld({
  alone = false,
  ...options
}: TestAppOptions & { alone?: boolean } = {}): Promise<World> {
  const app = await startTestApp({ owner: { name: 'Ada', login: 'administrator' }, ...options })
  const first = await app.services.session.present()
  if (!('member' in first)) throw new Error(`nobody is there: ${first.state}`)
  const me = { id: first.member.id, name: first.member.name }
  const memberIds = Object.fromEntries(logins.map((login) => [login, me.id])) as Record<Login, string>
  if (alone) {
    const ours = await belongings(app, 'Ours', me)
    return { app, memberIds, ours, theirs: await belongings(app, 'Theirs', me) }
  }
  for (const login of logins) {
    if (login === 'administrator') continue
    const member = must(
      await app.invoke('members.add', {
        name: `${login[0]?.toUpperCase()}${login.slice(1)} One`,
        login,
        role: roles[login],
        projectIds: [],
        password: given,
        ...(login === 'inside' ? { ownPassword: chosen } : {})
      })
    )
    memberIds[login] = member.id
  }
  const ours = await belongings(app, 'Ours', { id: memberIds.inside, name: 'Inside One' })
  const theirs = await belongings(app, 'Theirs', { id: memberIds.outside, name: 'Outside One' })
  must(await app.invoke('members.update', { id: memberIds.inside, projectIds: [ours.projectId] }))
  must(await app.invoke('members.update', { id: memberIds.outside, projectIds: [theirs.projectId] }))
  for (const login of logins) {
    if (login === 'administrator' || login === 'due') continue
    must(await app.invoke('session.signOut', {}))
    must(await app.invoke('session.signIn', { login, password: given }))
    must(await app.invoke('session.changePassword', { current: given, password: chosen }))
  }
  must(await app.invoke('session.signOut', {}))
  return { app, memberIds, ours, theirs }
}

/** Has one of them sit at the window. */
export async function signIn({ app }: World, login: Login): Promise<void> {
  must(await app.invoke('session.signOut', {}))
  must(await app.invoke('session.signIn', { login, password: login === 'due' ? given : chosen }))
}

/** Brings the window into the state of a column of the matrix. */
export async function become(world: World, column: Column): Promise<World> {
  const { app } = world
  switch (column) {
    case 'alone':
      break
    case 'signed-out':
      must(await app.invoke('session.signOut', {}))
      break
    case 'locked':
      await signIn(world, 'administrator')
      must(await app.invoke('session.lock', {}))
      break
    case 'password-due':
      await signIn(world, 'due')
      break
    case 'damaged':
    case 'unavailable': {
      await app.close({ keep: true })
      const again = await startTestApp({ folder: app.folder })
      if (column === 'damaged') damage(path.join(app.folder, 'workspace.db'))
      else await again.store.close()
      return { ...world, app: again }
    }
    default:
      await signIn(world, column)
  }
  return world
}

/** Everything behind the first page becomes nonsense; that page alone lets the file pass for a workspace. */
function damage(file: string): void {
  const pageSize = 4096
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xaa, pageSize))
}

/** The whole workspace as it lies on the disk, table by table; of a damaged one its bytes. */
export function contents({ app }: World, column: Column): Record<string, unknown[]> {
  const file = path.join(app.folder, 'workspace.db')
  if (column === 'damaged') return { file: [readFileSync(file).toString('base64')] }
  const database = new Libsql(file, { readonly: true })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all() as {
      name: string
    }[]
    return Object.fromEntries(
      tables.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all() as unknown[]])
    )
  } finally {
    database.close()
  }
}
