/** Backups made by hand: as AtTrack makes them, and as somebody hostile might who knows the passphrase. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import Libsql from 'libsql'
import { onTestFinished } from 'vitest'
import { keyOf, writeHeader, type BackupHeader } from '../../../main/backup/format.ts'
import type { Manifest } from '../../../main/backup/manifest.ts'
import { readBackup } from '../../../main/backup/read-backup.ts'
import { seal } from '../../../main/backup/sealed-stream.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { schemaVersion } from '../../../main/store/migrations/index.ts'
import { contentsOf } from '../../../main/store/snapshot.ts'

export const passphrase = 'correct horse battery staple'

/** Little work, so that many can be opened; the app's own are made at full cost. */
export const header: BackupHeader = {
  createdAt: 1_700_000_000_000,
  appVersion: '1.2.3',
  withSecrets: false,
  kdf: { name: 'scrypt', n: 1024, r: 8, p: 1, salt: Buffer.alloc(16, 7).toString('base64') }
}

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrack-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A workspace of a version with one project, and whatever SQL is run on it. */
export function workspaceBytes(sql = '', version = schemaVersion): Buffer {
  const file = path.join(tempFolder(), 'workspace.db')
  const opened = openDatabase(file, { upToVersion: version })
  if (!opened.ok) throw new Error(opened.failure.cause)
  opened.value.exec("insert into projects values ('p1', 'First', 'first', 1, null, 1)")
  opened.value.exec('pragma journal_mode = delete')
  opened.value.close()
  if (sql) {
    const database = new Libsql(file)
    database.exec(sql)
    database.close()
  }
  return readFileSync(file)
}

export function manifestOf(database: Buffer): Manifest {
  const file = path.join(tempFolder(), 'workspace.db')
  writeFileSync(file, database)
  const contents = contentsOf(file)
  if (!contents.ok) throw new Error(contents.failure.cause)
  return { ...contents.value, databaseBytes: database.length, secrets: null }
}

/** What is sealed in a backup. */
export function contentOf(manifest: unknown, zipped: Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([length, json, zipped])
}

export async function sealBackup(content: Buffer, about: BackupHeader = header): Promise<Buffer> {
  const { bytes } = writeHeader(about)
  const key = await keyOf(passphrase, about.kdf)
  const parts = [bytes]
  for await (const chunk of seal([content] as unknown as AsyncIterable<Buffer>, key, bytes)) parts.push(chunk)
  return Buffer.concat(parts)
}

export const goodBackup = (database = workspaceBytes()): Promise<Buffer> =>
  sealBackup(contentOf(manifestOf(database), gzipSync(database, { level: 1 })))

/** Reads a backup of these bytes, called `b.attrack-backup`. */
export async function read(bytes: Buffer, typed = passphrase) {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrack-backup-'))
  try {
    const backup = path.join(folder, 'b.attrack-backup')
    const staged = path.join(folder, 'staged.db')
    writeFileSync(backup, bytes)
    const result = await readBackup({ job: 'read', backup, passphrase: typed, staged }, () => {})
    return { result, staged: result.ok ? readFileSync(staged) : null, stagedBytes: sizeOf(staged) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sizeOf(file: string): number {
  try {
    return readFileSync(file).length
  } catch {
    return 0
  }
}
