/** Making and restoring backups as the app does, with its dialogs answered, and looking at what came of it. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { onTestFinished } from 'vitest'
import { putInPlace } from '../../../main/backup/put-in-place.ts'
import type { Desktop } from '../../../main/desktop.ts'
import type { SecretStore } from '../../../main/secrets/secret-store.ts'
import { must, startTestApp, type TestApp } from './test-app.ts'

export const passphrase = 'correct horse battery staple'

/** A folder that goes away with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrack-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Dialogs that choose `file`, for saving and for opening. */
export const choosing = (file: string): Partial<Desktop> => ({
  choosePlace: async () => file,
  chooseFile: async () => file
})

export async function backUp(app: TestApp, withSecrets = false): Promise<string> {
  const { file } = must(await app.invoke('backup.create', { passphrase, withSecrets }))
  if (file === null) throw new Error('no place was chosen')
  return file
}

/** Reads the backup that dialogs give, and has it restored at the next start. */
export async function wantRestore(app: TestApp) {
  const { backupId } = must(await app.invoke('backup.choose', {}))
  const summary = must(await app.invoke('backup.open', { backupId, passphrase }))
  const { keptAs } = must(await app.invoke('backup.restore', { backupId }))
  return { backupId, summary, keptAs }
}

/** Ends the app, and starts it on the same folder as the app's start does; without what follows from a restore. */
export async function startAgain(
  app: TestApp,
  options: { secrets?: SecretStore; desktop?: Partial<Desktop> } = {}
): Promise<TestApp> {
  await app.close({ keep: true })
  must(putInPlace(path.join(app.folder, 'workspace.db')))
  return startTestApp({ secrets: app.secrets, ...options, folder: app.folder })
}

export type Tables = Record<string, string[]>

/** Every row of every table, the search index's own among them. */
export function tablesOf(file: string): Tables {
  const database = new Libsql(file)
  try {
    const names = database.prepare("select name from sqlite_master where type = 'table' order by name").all() as {
      name: string
    }[]
    return Object.fromEntries(
      names.map(({ name }) => [
        name,
        (database.prepare(`select * from "${name}"`).raw().all() as unknown[]).map((row) => JSON.stringify(row)).sort()
      ])
    )
  } finally {
    database.close()
  }
}

/** What a pragma says of a file: `ok`, numbers, or rows. */
export function ask(file: string, sql: string): unknown[] {
  const database = new Libsql(file)
  try {
    return database.prepare(sql).raw().all() as unknown[]
  } finally {
    database.close()
  }
}

/** What is under way, or was left behind: null when the folder for it has gone, too. */
export const workOf = (folder: string): string[] | null =>
  existsSync(path.join(folder, 'backup-work')) ? readdirSync(path.join(folder, 'backup-work')).toSorted() : null
