/** The workspace as one encrypted file, and back (docs/decisions/0019-backup-format.md). */
import fs from 'node:fs'
import path from 'node:path'
import type { BackupSummary, ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import type { BackupProgress } from '../../preload/contract/backup.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { Desktop, FileKind } from '../desktop.ts'
import { acting } from '../members/acting.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreClient } from '../store/api.ts'
import { toFailure } from '../store/errors.ts'
import { newId } from '../store/ids.ts'
import { afterRestore } from './after-restore.ts'
import type { ReadBackup, RunJob } from './jobs.ts'
import type { KeptSecret } from './manifest.ts'
import {
  freeName,
  leaveWork,
  makeWork,
  placesOf,
  readNote,
  removeNote,
  snapshotOf,
  stagedOf,
  writeNote
} from './places.ts'
import { readBackupHeader } from './read-backup.ts'
import { collectSignIns, forgetAside, layAside } from './sign-ins.ts'
import { isOwnPlace, nameOn, removePart } from './target.ts'
import { whoseSignIns } from './whose-sign-ins.ts'

export interface BackupDeps {
  readonly store: StoreClient
  readonly secrets: SecretStore
  readonly desktop: Desktop
  readonly audit: Pick<AuditLog, 'record' | 'recordFirst'>
  readonly appVersion: string
  /** Where the workspace file lies. */
  readonly workspaceFile: string
  /** In a process of its own. */
  readonly runJob: RunJob
  readonly tell: (progress: BackupProgress) => void
  /** Closes the app and starts it again. */
  readonly restart: () => void
}

export interface BackupService {
  create(input: CheckedInput<'backup.create'>): Promise<Result<ChannelOutput<'backup.create'>>>
  cancel(): Promise<Result<Record<string, never>>>
  choose(): Promise<Result<ChannelOutput<'backup.choose'>>>
  open(input: CheckedInput<'backup.open'>): Promise<Result<ChannelOutput<'backup.open'>>>
  restore(input: CheckedInput<'backup.restore'>): Promise<Result<ChannelOutput<'backup.restore'>>>
  discard(input: CheckedInput<'backup.discard'>): Promise<Result<Record<string, never>>>
  restart(): Promise<Result<Record<string, never>>>
  /** Before the end: what is being made or read is cancelled, and cleared away. */
  stop(): Promise<void>
  /** At the start, before anything is synced: what is left to do when the workspace has just been restored. */
  afterRestore(): Promise<Result<null>>
}

const kinds: readonly FileKind[] = [{ name: 'AtTrack backups', extensions: ['attrack-backup'] }]

/** A backup that somebody chose to restore; one at a time. */
interface Chosen {
  readonly id: string
  readonly file: string
  /** Once its passphrase fitted. */
  read: ReadBackup | null
}

const busy = (): Result<never> =>
  fail('already-exists', {
    what: 'A backup',
    cause: 'One is being made or read right now.',
    remedy: 'Wait until it is through, or cancel it.'
  })

/** How often the growing copy is looked at, ms. */
const lookEvery = 300

export function createBackupService(deps: BackupDeps): BackupService {
  const { store, secrets, desktop, audit, workspaceFile } = deps
  const places = placesOf(workspaceFile)
  let running: AbortController | null = null
  let through: Promise<unknown> = Promise.resolve()
  let chosen: Chosen | null = null

  /** One job at a time, so that Cancel means one thing and the disk holds one copy. */
  const alone = <T>(work: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> => {
    if (running) return Promise.resolve(busy())
    const mine = runAlone(work)
    through = mine
    return mine
  }
  const runAlone = async <T>(work: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> => {
    const mine = (running = new AbortController())
    try {
      makeWork(places)
      return await work(mine.signal)
    } catch (error) {
      // The folder beside the workspace: what is wrong with it is wrong with the workspace, too.
      return err(toFailure(error, workspaceFile))
    } finally {
      running = null
      leaveWork(places)
    }
  }

  const write = async (
    target: string,
    passphrase: string,
    kept: readonly KeptSecret[] | null,
    signal: AbortSignal
  ): Promise<Result<{ bytes: number }>> => {
    const snapshot = snapshotOf(places, newId())
    const expected = sizeOf(workspaceFile)
    const looking = setInterval(() => {
      const size = sizeOf(snapshot)
      if (size > 0 && size < expected)
        deps.tell({ doing: 'backup', phase: 'copying', fraction: Math.min(1, size / expected) })
      else if (size > 0) clearInterval(looking)
    }, lookEvery)
    try {
      return await deps.runJob(
        {
          job: 'write',
          workspaceFile,
          snapshot,
          target,
          createdAt: Date.now(),
          appVersion: deps.appVersion,
          passphrase,
          secrets: kept
        },
        (progress) => {
          if (progress.phase !== 'copying') clearInterval(looking)
          deps.tell({ doing: 'backup', ...progress })
        },
        signal
      )
    } finally {
      clearInterval(looking)
      for (const end of ['', '-journal']) fs.rmSync(snapshot + end, { force: true })
    }
  }

  const part = async (staged: string, strangers: readonly string[], signal: AbortSignal): Promise<Result<null>> =>
    strangers.length === 0 ? ok(null) : deps.runJob({ job: 'part', staged, connectionIds: strangers }, () => {}, signal)

  const forget = (one: Chosen): void => {
    if (chosen?.id === one.id) chosen = null
    fs.rmSync(stagedOf(places, one.id), { force: true })
  }

  const found = (backupId: string): Result<Chosen> =>
    chosen?.id === backupId ? ok(chosen) : fail('not-found', { what: 'This backup' })

  /** A restore that was wanted and is not any more: nothing is put in place, and its sign-ins leave the keychain. */
  const takeBack = async (): Promise<void> => {
    const note = readNote(places, 'wanted')
    if (!note) return
    removeNote(places, 'wanted')
    fs.rmSync(stagedOf(places, note.backupId), { force: true })
    await forgetAside(secrets, note.signIns)
  }

  return {
    async create({ passphrase, withSecrets }) {
      if (running) return busy()
      const suggestedName = nameOn(new Date())
      const target = await desktop.choosePlace({ title: 'Back up the workspace', suggestedName, kinds })
      if (target === null) return ok({ file: null, bytes: 0 })
      const name = path.basename(target)
      if (isOwnPlace(target, places))
        return fail('file-not-written', { file: name, problem: 'AtTrack keeps its own files there' })
      return alone(async (signal) => {
        const kept = withSecrets ? await collectSignIns(store, secrets) : ok(null)
        if (!kept.ok) return kept
        if (withSecrets) {
          const noted = await audit.recordFirst('backed-up', name, 'with sign-ins')
          if (!noted.ok) return noted
        }
        const written = await write(target, passphrase, kept.value, signal)
        if (!written.ok) {
          removePart(target)
          return written
        }
        if (!withSecrets) await audit.record('backed-up', name, 'without sign-ins')
        return ok({ file: target, bytes: written.value.bytes })
      })
    },

    async cancel() {
      running?.abort()
      return ok({})
    },

    async choose() {
      const file = await desktop.chooseFile({ title: 'Restore a backup', kinds })
      if (file === null) return fail('cancelled')
      const head = await readBackupHeader(file)
      if (!head.ok) return head
      if (chosen && readNote(places, 'wanted')?.backupId !== chosen.id) forget(chosen)
      chosen = { id: newId(), file, read: null }
      const { createdAt, withSecrets } = head.value.header
      return ok({ backupId: chosen.id, fileName: path.basename(file), createdAt, withSecrets })
    },

    open: ({ backupId, passphrase }) =>
      alone(async (signal) => {
        const one = found(backupId)
        if (!one.ok) return one
        const { file } = one.value
        const staged = stagedOf(places, backupId)
        fs.rmSync(staged, { force: true })
        one.value.read = null
        const read = await deps.runJob(
          { job: 'read', backup: file, passphrase, staged },
          (progress) => deps.tell({ doing: 'restore', ...progress }),
          signal
        )
        if (!read.ok) fs.rmSync(staged, { force: true })
        if (!read.ok) return read
        // Another was chosen meanwhile.
        if (chosen?.id !== backupId) forget(one.value)
        one.value.read = read.value
        return ok(summaryOf(read.value))
      }),

    restore: ({ backupId }) =>
      alone(async (signal) => {
        const one = found(backupId)
        if (!one.ok) return one
        const { read, file } = one.value
        if (!read) return fail('not-found', { what: 'This backup' })
        const pending = readNote(places, 'wanted')
        if (pending?.backupId === backupId) return ok({ keptAs: pending.keptAs })
        await takeBack()
        const { kept, signIns, strangers } = await whoseSignIns(store, read)
        const aside = await layAside(secrets, kept)
        if (!aside.ok) return aside
        const parted = await part(stagedOf(places, backupId), strangers, signal)
        // Given up meanwhile, or another was chosen: what was read of it has gone.
        const ready = parted.ok ? found(backupId) : parted
        if (!ready.ok) {
          await forgetAside(secrets, kept)
          return ready
        }
        const now = new Date()
        const member = acting()
        const keptAs = freeName(places, now)
        try {
          writeNote(places, 'wanted', {
            backupId,
            keptAs,
            at: now.getTime(),
            by: { id: member?.id ?? null, name: member?.name ?? 'Not signed in' },
            fileName: path.basename(file),
            createdAt: read.header.createdAt,
            appVersion: read.header.appVersion,
            signIns,
            noted: false
          })
        } catch (error) {
          await forgetAside(secrets, kept)
          throw error
        }
        return ok({ keptAs })
      }),

    async discard({ backupId }) {
      const one = found(backupId)
      if (readNote(places, 'wanted')?.backupId === backupId) await takeBack()
      if (one.ok) forget(one.value)
      leaveWork(places)
      return ok({})
    },

    async restart() {
      deps.restart()
      return ok({})
    },

    async stop() {
      running?.abort()
      await through
    },

    afterRestore: () => afterRestore({ store, secrets, audit }, places)
  }
}

const summaryOf = ({ header, manifest }: ReadBackup): BackupSummary => ({
  createdAt: header.createdAt,
  appVersion: header.appVersion,
  ...manifest.counts,
  secrets: manifest.secrets?.length ?? 0
})

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
