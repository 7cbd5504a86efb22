/** The app, the Jiras around it and a desktop whose dialogs are answered, for looking at what the audit log says. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type {
  AuditEntry,
  ChannelInput,
  ChannelName,
  ChannelOutput,
  Settings
} from '../../../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../../../preload/contract/failures/failure.ts'
import type { ChosenFile, Desktop } from '../../../../main/desktop.ts'
import { dispatch, type Invoke } from '../../../../main/ipc/handler.ts'
import { allHandlers } from '../../../../main/ipc/handlers.ts'
import type { Gate } from '../../../../main/members/gate.ts'
import type { TransportRequest } from '../../../../main/net/transport.ts'
import type { SecretStore } from '../../../../main/secrets/secret-store.ts'
import { startPracticeCloud, type PracticeCloud } from '../../../jira/cloud/index.ts'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../../../jira/index.ts'
import { startSurroundings, type Surroundings } from '../../../jira/surroundings/index.ts'
import { gateFor } from '../../../support/gates.ts'
import { savedBytes } from '../../../support/saved-bytes.ts'
import { must, startTestApp, type TestApp } from '../test-app.ts'

export const callbackPort = 28_661
export const redirectUri = `http://localhost:${callbackPort}/callback`
export const cloudClient = { clientId: 'attrack-practice', clientSecret: 'practice-secret' }
export const folder = '/home/kim/Documents'

export interface World {
  readonly app: TestApp
  readonly invoke: Invoke
  /** The same call by somebody who may only look on. */
  readonly asObserver: Invoke
  readonly jira: (options?: PracticeJiraOptions) => Promise<PracticeJira>
  readonly cloud: () => PracticeCloud
  readonly around: (name: string) => Promise<Surroundings>
  /** What the dialogs answer: files to open; the name to save or restore under; null for one that is cancelled. */
  readonly dialogs: { open: ChosenFile[] | null; saveAs: string | null }
  /** What was saved last, other than a backup. */
  readonly saved: () => Uint8Array | null
  /** Where backups are made and looked for. */
  readonly files: string
  /** The entries that came during `work`, oldest first, and what it gave. */
  during<T>(work: () => Promise<T>): Promise<{ outcome: T; entries: AuditEntry[] }>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly cloud?: boolean
  readonly secrets?: SecretStore
  readonly sees?: (request: TransportRequest) => void
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const open: { close(): Promise<unknown> }[] = []
  const opened = async <T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting
    open.push(started)
    return started
  }
  const files = await mkdtemp(path.join(tmpdir(), 'attrack-audit-'))
  open.push({ close: () => rm(files, { recursive: true, force: true }) })
  const dialogs: World['dialogs'] = { open: null, saveAs: null }
  let saved: Uint8Array | null = null
  const desktop: Partial<Desktop> = {
    openFiles: async () => (dialogs.open ? ok(dialogs.open) : fail('cancelled')),
    async saveFile({ bytes }) {
      if (dialogs.saveAs === null) return ok(null)
      const content = await savedBytes(bytes, dialogs.saveAs)
      if (!content.ok) return content
      saved = content.value
      return ok(path.join(folder, dialogs.saveAs))
    },
    choosePlace: async () => dialogs.saveAs && path.join(files, dialogs.saveAs),
    chooseFile: async () => dialogs.saveAs && path.join(files, dialogs.saveAs),
    printPdf: async () => ok(Buffer.from('%PDF'))
  }
  const cloud = options.cloud ? await opened(startPracticeCloud()) : null
  cloud?.admin.registerClient({ ...cloudClient, redirectUris: [redirectUri] })
  const app = await opened(
    startTestApp({
      callbackPort,
      desktop,
      ...(cloud ? { atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl } } : {}),
      ...(options.secrets ? { secrets: options.secrets } : {}),
      ...(options.sees ? { sees: options.sees } : {})
    })
  )
  let settings: Settings = { syncIntervalMinutes: 15, callbackPort, lockAfterMinutes: 15 }
  const handlers = allHandlers(app.services, {
    secrets: app.secrets,
    status: async () => ({
      version: 'test',
      electron: '',
      developmentRuntime: true,
      keychain: await app.secrets.state(),
      database: { state: 'ready' },
      workspaceFile: '',
      session: await app.services.session.describe()
    }),
    settings: { get: () => settings, set: (change) => ok((settings = { ...settings, ...change })) },
    openExternal: () => true,
    copy() {},
    changed() {}
  })
  const through =
    (gate: Gate): Invoke =>
    async <N extends ChannelName>(name: N, input: ChannelInput<N>) =>
      (await dispatch({ handlers, gate, checkOutput: true, report }, name, input)) as Result<ChannelOutput<N>>

  const all = async (): Promise<AuditEntry[]> => must(await app.store.auditAfter({ after: 0, limit: 1000 }))
  return {
    app,
    invoke: through(app.services.gate),
    asObserver: through(gateFor('observer', app.store)),
    jira: (jiraOptions = {}) => opened(startPracticeJira({ version: '10.3', projects: false, ...jiraOptions })),
    cloud() {
      if (!cloud) throw new Error('started without a Cloud')
      return cloud
    },
    around: (name) => opened(startSurroundings(name)),
    dialogs,
    saved: () => saved,
    files,
    async during(work) {
      const before = (await all()).length
      const outcome = await work()
      return { outcome, entries: (await all()).slice(before) }
    },
    async close() {
      for (const one of open.splice(0).reverse()) await one.close()
    }
  }
}

const report = (where: string, error: unknown): void => console.error(where, error)
