/** What ends a backup or the reading of one, carried through streams; it never crosses the process's boundary. */
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { failure, type Failure, type Result } from '../../preload/contract/failures/failure.ts'

export class Refusal extends Error {
  readonly failure: Failure
  constructor(why: Failure) {
    super(why.code)
    this.name = 'Refusal'
    this.failure = why
  }
}

/** The value of a result; throws its failure. */
export function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Refusal(result.failure)
  return result.value
}

const problems: Readonly<Record<string, string>> = {
  EACCES: 'your account may not use it',
  EPERM: 'your account may not use it',
  ENOENT: 'it is not there any more',
  EROFS: 'the folder is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is not there any more',
  EFBIG: 'the disk takes no file as large as this',
  EIO: 'the disk does not answer'
}

/**
 * What the system said about a file, as a failure: `disk-full`, otherwise `code`; a Refusal keeps its own.
 * @param file its whole path or its name; only the name is told.
 */
export function fileFailure(error: unknown, file: string, code: 'file-not-read' | 'file-not-written'): Failure {
  if (error instanceof Refusal) return error.failure
  const name = path.basename(file)
  const said = String((error as NodeJS.ErrnoException | null)?.code ?? '')
  if (said === 'ENOSPC' || said === 'EDQUOT') return failure('disk-full', { file: name })
  if (said === '') return failure('internal', { where: 'backups' }, { evidence: String(error).slice(0, 300) })
  return failure(code, { file: name, problem: problems[said] ?? said })
}

/** Throws `disk-full` when the disk of `folder` has not so many bytes left; says nothing where nobody can tell. */
export async function needRoom(folder: string, bytes: number, file: string): Promise<void> {
  const disk = await statfs(folder).catch(() => null)
  if (disk && disk.bavail * disk.bsize < bytes) throw new Refusal(failure('disk-full', { file: path.basename(file) }))
}
