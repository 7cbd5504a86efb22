/** Reads a backup into a file beside the workspace, and proves that it is what was backed up. */
import { open, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { err, fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { schemaVersion } from '../store/migrations/index.ts'
import { strangeRecordsIn } from '../store/check-records.ts'
import { contentsOf, damageOf, ownersOf, strangersIn } from '../store/snapshot.ts'
import { headBytes, jsonOf, keyOf, readHeader, type ReadHeader } from './format.ts'
import type { JobProgress, ReadBackup, ReadJob } from './jobs.ts'
import { manifestSchema, maxManifestBytes, type Manifest } from './manifest.ts'
import { fileFailure, need, needRoom, Refusal } from './refusal.ts'
import { unseal, Unsealable } from './sealed-stream.ts'

/** What stands in clear at the beginning. Failures: `file-not-read`, `backup-unreadable`, `backup-newer`. */
export async function readBackupHeader(backup: string): Promise<Result<ReadHeader>> {
  let handle: FileHandle | undefined
  try {
    handle = await openPlain(backup)
    return await headerOf(handle, path.basename(backup))
  } catch (error) {
    return err(fileFailure(error, backup, 'file-not-read'))
  } finally {
    await handle?.close().catch(() => {})
  }
}

/**
 * Failures: `backup-unreadable`, `backup-passphrase-wrong`, `backup-newer`, `file-not-read`, `disk-full`,
 * `file-not-written`. After one the staged file is of no use.
 */
export async function readBackup(job: ReadJob, tell: (progress: JobProgress) => void): Promise<Result<ReadBackup>> {
  const file = path.basename(job.backup)
  let handle: FileHandle | undefined
  try {
    tell({ phase: 'decrypting', fraction: 0 })
    handle = await openPlain(job.backup)
    const head = need(await headerOf(handle, file))
    const key = await keyOf(job.passphrase, head.header.kdf)
    const opened = unseal(handle, head.bytes.length, key, head.bytes, (fraction) =>
      tell({ phase: 'decrypting', fraction })
    )
    const manifest = await unpack(opened, job.staged, file)
    if (head.header.withSecrets !== (manifest.secrets !== null)) throw contradiction(file)
    tell({ phase: 'checking', fraction: null })
    check(job.staged, manifest, file)
    return ok({ header: head.header, manifest, ...need(ownersOf(job.staged)) })
  } catch (error) {
    return err(whyNot(error, job, file))
  } finally {
    await handle?.close().catch(() => {})
  }
}

function whyNot(error: unknown, { backup }: ReadJob, file: string): Failure {
  if (error instanceof Unsealable) {
    if (error.damage === 'first-chunk') return failure('backup-passphrase-wrong', { file })
    const problem =
      error.damage === 'end'
        ? 'its end is missing, or something was added to it.'
        : 'it is damaged, or its end is missing.'
    return failure('backup-unreadable', { file, problem })
  }
  // What was sealed by somebody else than AtTrack may hold anything.
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? '')
  if (code.startsWith('Z_')) return contradiction(file).failure
  return fileFailure(error, backup, 'file-not-read')
}

const contradiction = (file: string): Refusal =>
  new Refusal(failure('backup-unreadable', { file, problem: 'its contents contradict each other' }))

/** A file, not a pipe or a device that could be read for ever. */
async function openPlain(backup: string): Promise<FileHandle> {
  if (!(await stat(backup)).isFile())
    throw new Refusal(failure('file-not-read', { file: path.basename(backup), problem: 'it is no file' }))
  return open(backup, 'r')
}

async function headerOf(handle: FileHandle, file: string): Promise<Result<ReadHeader>> {
  const head = Buffer.alloc(headBytes)
  const { bytesRead } = await handle.read(head, 0, headBytes, 0)
  return readHeader(head.subarray(0, bytesRead), file)
}

/** Writes the workspace to `staged`, as its owner's alone, and makes it last. */
async function unpack(opened: AsyncGenerator<Buffer, void>, staged: string, file: string): Promise<Manifest> {
  const reader = new Reader(opened)
  const manifest = await readManifest(reader, file)
  await needRoom(path.dirname(staged), manifest.databaseBytes, staged)
  const out = await open(staged, 'wx', 0o600).catch((error: unknown) => {
    throw new Refusal(fileFailure(error, staged, 'file-not-written'))
  })
  try {
    let written = 0
    await pipeline(Readable.from(reader.rest()), createGunzip(), async (bytes: AsyncIterable<Buffer>) => {
      for await (const part of bytes) {
        written += part.length
        if (written > manifest.databaseBytes) throw contradiction(file)
        await writeTo(out, part, staged)
      }
    })
    if (written !== manifest.databaseBytes) throw contradiction(file)
    await out.sync()
  } finally {
    await out.close()
  }
  return manifest
}

async function writeTo(out: FileHandle, bytes: Buffer, staged: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) done += (await out.write(bytes, done)).bytesWritten
  } catch (error) {
    throw new Refusal(fileFailure(error, staged, 'file-not-written'))
  }
}

async function readManifest(reader: Reader, file: string): Promise<Manifest> {
  const length = (await reader.take(4))?.readUInt32BE() ?? 0
  const json = length > 0 && length <= maxManifestBytes ? await reader.take(length) : null
  const manifest = manifestSchema.safeParse(json ? jsonOf(json) : undefined)
  if (manifest.success) return manifest.data
  throw contradiction(file)
}

/** The workspace is one, of a version known here, whole, and as much as the manifest says. */
function check(staged: string, manifest: Manifest, file: string): void {
  const ours = <T>(found: Result<T>): T => need(found.ok ? found : err(notOurs(found.failure, file)))
  const damage = ours(strangersIn(staged)) ?? ours(damageOf(staged)) ?? ours(strangeRecordsIn(staged))
  if (damage !== null) need(fail('backup-unreadable', { file, problem: `in the workspace in it ${damage}` }))
  const { workspaceId, schemaVersion: version, counts } = ours(contentsOf(staged))
  const same =
    workspaceId === manifest.workspaceId &&
    version === manifest.schemaVersion &&
    JSON.stringify(counts) === JSON.stringify(manifest.counts)
  if (!same) throw contradiction(file)
}

function notOurs(why: Failure, file: string): Failure {
  if (why.code === 'database-newer') {
    const found = `workspace version ${why.params['found'] ?? '?'}`
    return failure('backup-newer', { file, found, known: `version ${schemaVersion}` })
  }
  const problem = 'what is in it is no workspace of AtTrack'
  return why.code === 'database-corrupt' ? failure('backup-unreadable', { file, problem }) : why
}

/** Takes so many bytes from what comes in chunks of any length. */
class Reader {
  readonly #source: AsyncGenerator<Buffer, void>
  #left: Buffer = Buffer.alloc(0)
  constructor(source: AsyncGenerator<Buffer, void>) {
    this.#source = source
  }

  /** Null when there are not so many. */
  async take(bytes: number): Promise<Buffer | null> {
    const parts: Buffer[] = [this.#left]
    let have = this.#left.length
    while (have < bytes) {
      const next = await this.#source.next()
      if (next.done) return null
      parts.push(next.value)
      have += next.value.length
    }
    const all = Buffer.concat(parts)
    this.#left = all.subarray(bytes)
    return all.subarray(0, bytes)
  }

  async *rest(): AsyncGenerator<Buffer, void> {
    if (this.#left.length > 0) yield this.#left
    yield* this.#source
  }
}
