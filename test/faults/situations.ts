/**
 * What a person does when a fault strikes, and what the app then says. The same for the services over Node's network
 * and for the app's window over Chromium's: only `invoke` differs.
 */
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import type { DoctorRun } from '../../preload/contract/doctor.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { Invoke } from '../../main/ipc/handler.ts'
import { openBrowser } from '../integration/support/browser.ts'
import type { PracticeJira } from '../jira/index.ts'
import type { SituationName } from './matrix.ts'

export interface Scene {
  readonly invoke: Invoke
  readonly jira: PracticeJira
  /** What a person enters. */
  readonly url: string
  /** Makes the fault strike, once everything before it has worked. Does nothing for surroundings: they are always there. */
  strike(): void
}

/** The code told, or `works` where nothing was wrong. */
export type Told = FailureCode | 'works'
const told = (result: Result<unknown>): Told => (result.ok ? 'works' : result.failure.code)

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`before the fault: ${result.failure.code}: ${result.failure.cause}`)
  return result.value
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const anna = { username: 'anna', password: 'anna-password' }
const linked = 'MOD'

const withPassword = async ({ invoke, url }: Scene) =>
  must(await invoke('connections.signInWithPassword', { siteUrl: url, ...anna }))

/** The Jira administrator's part, with the values the app shows. */
async function makeLink({ invoke, jira }: Scene): Promise<void> {
  const { consumerKey, consumerName, publicKey } = must(await invoke('applink.get', {}))
  jira.admin.removeApplicationLink(consumerKey)
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
}

async function withOAuth1({ invoke, url }: Scene): Promise<Awaited<ReturnType<typeof awaited>>> {
  const started = await invoke('connections.startOAuth1', {
    siteUrl: url,
    consumerKey: defaultConsumerKey,
    via: 'browser'
  })
  return started.ok ? awaited(invoke, started.value) : started
}

async function awaited(invoke: Invoke, { flowId, authorizeUrl }: { flowId: string; authorizeUrl: string }) {
  const [outcome] = await Promise.all([
    invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  return outcome
}

/** A project with one Jira project linked, synced once. */
async function linkProject({ invoke }: Scene, connectionId: string): Promise<string> {
  const project = must(await invoke('projects.create', { name: `Project ${Math.random()}` }))
  const list = must(await invoke('jiraProjects.list', { connectionId, projectId: project.id, search: linked }))
  const jiraProjectId = list.projects.find(({ key }) => key === linked)?.id ?? ''
  must(await invoke('links.create', { projectId: project.id, connectionId, jiraProjectId }))
  await lastFailure(invoke, project.id)
  return project.id
}

/** Waits for the end of the sync. */
async function lastFailure(invoke: Invoke, projectId: string): Promise<Told> {
  for (;;) {
    const { links } = must(await invoke('sync.status', { projectId }))
    if (links.some(({ running }) => running)) await pause(50)
    else return links[0]?.lastRun?.failure?.code ?? 'works'
  }
}

async function sync({ invoke }: Scene, projectId: string): Promise<Told> {
  must(await invoke('sync.start', { projectId }))
  return lastFailure(invoke, projectId)
}

async function doctor({ invoke }: Scene, subject: { connectionId: string } | { siteUrl: string }): Promise<Told> {
  let run: DoctorRun = must(await invoke('doctor.start', subject))
  while (run.endedAt === null) {
    await pause(50)
    run = must(await invoke('doctor.get', { runId: run.id }))
  }
  return run.failure?.code ?? 'works'
}

export const situations: Readonly<Record<SituationName, (scene: Scene) => Promise<Told>>> = {
  async 'find-site'({ invoke, url, strike }) {
    strike()
    return told(await invoke('connections.findSite', { address: url }))
  },
  async password({ invoke, url, strike }) {
    strike()
    return told(await invoke('connections.signInWithPassword', { siteUrl: url, ...anna }))
  },
  async token({ invoke, url, jira, strike }) {
    const { rawToken } = jira.admin.createToken('anna')
    strike()
    return told(await invoke('connections.signInWithToken', { siteUrl: url, token: rawToken }))
  },
  async 'make-token'({ invoke, url, strike }) {
    strike()
    return told(await invoke('connections.createToken', { siteUrl: url, ...anna, name: 'AtTrack', days: 90 }))
  },
  async 'test-link'(scene) {
    await makeLink(scene)
    scene.strike()
    return told(await scene.invoke('applink.test', { siteUrl: scene.url, consumerKey: defaultConsumerKey }))
  },
  async 'test-link-with-client-id'(scene) {
    await makeLink(scene)
    scene.strike()
    const clientId = String(scene.jira.admin.faults()[0]?.options['clientId'])
    return told(await scene.invoke('applink.test', { siteUrl: scene.url, consumerKey: defaultConsumerKey, clientId }))
  },
  async oauth1(scene) {
    await makeLink(scene)
    scene.strike()
    return told(await withOAuth1(scene))
  },
  async 'oauth1-sync'(scene) {
    await makeLink(scene)
    const projectId = await linkProject(scene, must(await withOAuth1(scene)).id)
    scene.strike()
    return sync(scene, projectId)
  },
  async sync(scene) {
    const projectId = await linkProject(scene, (await withPassword(scene)).id)
    scene.strike()
    return sync(scene, projectId)
  },
  async doctor(scene) {
    const { id } = await withPassword(scene)
    await linkProject(scene, id)
    scene.strike()
    return doctor(scene, { connectionId: id })
  },
  async 'doctor-of-address'(scene) {
    scene.strike()
    return doctor(scene, { siteUrl: scene.url })
  }
}
