/** The place where a backup is to lie. */
import fs from 'node:fs'
import path from 'node:path'
import { isBackup } from './format.ts'
import { partOf } from './jobs.ts'
import type { Places } from './places.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `AtTrack 2026-11-25.attrack-backup` */
export const nameOn = (at: Date): string =>
  `AtTrack ${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}.attrack-backup`

/** Whether it is the workspace itself, or one of the files beside it: those must not be written over. */
export function isOwnPlace(target: string, { workspaceFile, folder, work }: Places): boolean {
  const there = real(path.dirname(target))
  if (there === real(work)) return true
  return there === real(folder) && path.basename(target).startsWith(path.basename(workspaceFile, '.db'))
}

function real(folder: string): string {
  try {
    return fs.realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}

/** What was begun beside the place goes. A file of that name that is not ours stays. */
export function removePart(target: string): void {
  const part = partOf(target)
  try {
    if (!fs.lstatSync(part).isFile()) return
    const file = fs.openSync(part, 'r')
    const head = Buffer.alloc(8)
    const bytes = fs.readSync(file, head, 0, head.length, 0)
    fs.closeSync(file)
    if (bytes === 0 || isBackup(head)) fs.rmSync(part)
  } catch {
    // It is not there, or was never ours to make.
  }
}
