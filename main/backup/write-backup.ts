/** Writes a backup: a copy of the workspace at one moment, compressed, encrypted, and put in place when it is whole. */
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { err, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { contentsOf, copyWorkspace } from '../store/snapshot.ts'
import { syncFolder } from './durable.ts'
import { isBackup, keyOf, newHeader } from './format.ts'
import { partOf, type JobProgress, type WriteJob, type Written } from './jobs.ts'
import type { Manifest } from './manifest.ts'
import { fileFailure, need, needRoom, Refusal } from './refusal.ts'
import { seal } from './sealed-stream.ts'

/**
 * Text in a workspace shrinks to a quarter or so. Less than this part of it is never enough room for a backup; whether
 * a little more is, only writing can tell.
 */
const leastShare = 1 / 16

/**
 * Failures: those of reading the workspace, `disk-full`, `file-not-written`. Nothing but the copy and the unfinished
 * file are left behind by one, and the place that was chosen is as before.
 */
export async function writeBackup(job: WriteJob, tell: (progress: JobProgress) => void): Promise<Result<Written>> {
  const part = partOf(job.target)
  let handle: FileHandle | undefined
  try {
    tell({ phase: 'copying', fraction: null })
    const expected = (await sizeOf(job.workspaceFile)) + (await sizeOf(`${job.workspaceFile}-wal`))
    await needRoom(path.dirname(job.snapshot), expected, job.workspaceFile)
    await needRoom(path.dirname(job.target), expected * leastShare, job.target)
    // Made here, so that nobody else may read it at any moment.
    await (await open(job.snapshot, 'wx', 0o600)).close()
    need(copyWorkspace(job.workspaceFile, job.snapshot))
    const contents = need(contentsOf(job.snapshot))
    const databaseBytes = await sizeOf(job.snapshot)
    const manifest: Manifest = { ...contents, databaseBytes, secrets: job.secrets && [...job.secrets] }

    handle = await openPart(part)
    const withSecrets = job.secrets !== null
    const { header, bytes } = newHeader({ createdAt: job.createdAt, appVersion: job.appVersion, withSecrets })
    const key = await keyOf(job.passphrase, header.kdf)
    await handle.write(bytes)
    const file = handle
    await pipeline(contentOf(manifest, job.snapshot, tell), async (content: AsyncIterable<Buffer>) => {
      for await (const chunk of seal(content, key, bytes)) await writeFully(file, chunk)
    })
    await handle.sync()
    const { size } = await handle.stat()
    await handle.close()
    handle = undefined
    await rename(part, job.target)
    syncFolder(path.dirname(job.target))
    return ok({ bytes: size })
  } catch (error) {
    return err(fileFailure(error, job.target, 'file-not-written'))
  } finally {
    await handle?.close().catch(() => {})
  }
}

/** The manifest's length, the manifest, and the compressed workspace. */
function contentOf(manifest: Manifest, snapshot: string, tell: (progress: JobProgress) => void): Readable {
  const json = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  const zipped = createGzip({ level: 1 })
  const reading = createReadStream(snapshot, { highWaterMark: 256 * 1024 })
  let read = 0
  reading.on('data', (part) => {
    read += part.length
    tell({ phase: 'encrypting', fraction: Math.min(1, read / manifest.databaseBytes) })
  })
  reading.once('error', (error) => zipped.destroy(error))
  return Readable.from(
    (async function* () {
      yield length
      yield json
      yield* reading.pipe(zipped) as AsyncIterable<Buffer>
    })()
  )
}

/** A new file, its owner's alone. What an AtTrack that was ended left there is replaced; anything else is not ours. */
async function openPart(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const there = await open(part, 'r')
  const head = Buffer.alloc(8)
  const { bytesRead } = await there.read(head, 0, head.length, 0).finally(() => there.close())
  if (bytesRead > 0 && !isBackup(head)) {
    const problem = `${path.basename(part)} lies there already`
    throw new Refusal(failure('file-not-written', { file: path.basename(part), problem }))
  }
  await rm(part)
  return open(part, 'wx', 0o600)
}

async function writeFully(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten
}

const sizeOf = async (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0
  )
