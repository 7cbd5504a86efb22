/** Files that are still there after the power went off. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'

/** Makes renamed and new files of a folder last. Windows knows no such thing, and needs none. */
export function syncFolder(folder: string): void {
  let handle: number | undefined
  try {
    handle = openSync(folder, 'r')
    fsyncSync(handle)
  } catch {
    // Not on every system, nor on every disk: it was asked for.
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** Writes a small file so that there is either the former one or all of the new one. Throws what the system says. */
export function replaceFile(file: string, text: string): void {
  const fresh = `${file}.new`
  const handle = openSync(fresh, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, file)
  syncFolder(path.dirname(file))
}
