/** Reading and writing files that a person chose in a dialog of the system. */
import { open, readFile, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../desktop.ts'

/** Failures: `file-not-read`, also for a file of more than `maxBytes`. */
export async function readChosen(file: string, maxBytes: number): Promise<Result<ChosenFile>> {
  const name = path.basename(file)
  try {
    const { size } = await stat(file)
    if (size > maxBytes)
      return fail('file-not-read', { file: name, problem: `it is larger than ${Math.round(maxBytes / 1024)} KB` })
    return ok({ name, bytes: await readFile(file) })
  } catch (error) {
    return fail('file-not-read', { file: name, problem: problemOf(error) })
  }
}

/**
 * @param secret only the owner may read the file, also where one that others may read is replaced.
 * @returns the path. Failures: `file-not-written`.
 */
export async function writeChosen(file: string, bytes: Uint8Array, secret: boolean): Promise<Result<string>> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file, 'w', secret ? 0o600 : 0o666)
    // The mode above is for a new file only. Before anything is in it, so that there is no moment for others.
    if (secret) await handle.chmod(0o600)
    await handle.writeFile(bytes)
    return ok(file)
  } catch (error) {
    return fail('file-not-written', {
      file: path.basename(file),
      problem: problemOf(error, 'the folder is not there any more')
    })
  } finally {
    await handle?.close()
  }
}

const problems: Readonly<Record<string, string>> = {
  EACCES: 'your account may not use it',
  EPERM: 'your account may not use it',
  ENOENT: 'it is not there any more',
  ENOSPC: 'there is no room left on the disk',
  EROFS: 'the folder is read-only',
  EISDIR: 'it is a folder'
}

/** @param missing what is said when something is not there. */
const problemOf = (error: unknown, missing?: string): string => {
  const code = String((error as NodeJS.ErrnoException).code ?? 'unknown error')
  return (code === 'ENOENT' ? missing : undefined) ?? problems[code] ?? code
}
