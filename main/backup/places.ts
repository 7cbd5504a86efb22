/**
 * The folder beside the workspace for what is under way: copies, read backups, and the note of what is to be put in
 * place at the next start. On the same disk as the workspace, so that putting in place is a rename; its owner's alone.
 */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { id, time } from '../../preload/contract/channel.ts'
import { replaceFile } from './durable.ts'
import { entrySchema } from './manifest.ts'

export interface Places {
  readonly workspaceFile: string
  /** Where the workspace and what is kept of former ones lie. */
  readonly folder: string
  readonly work: string
}

export const placesOf = (workspaceFile: string): Places => {
  const folder = path.dirname(workspaceFile)
  return { workspaceFile, folder, work: path.join(folder, 'backup-work') }
}

export const snapshotOf = ({ work }: Places, name: string): string => path.join(work, `snapshot-${name}.db`)
export const stagedOf = ({ work }: Places, name: string): string => path.join(work, `restore-${name}.db`)

/** What SQLite may have left beside a file; part of it as long as it is there. */
export const sidecars = ['-wal', '-journal'] as const

/**
 * What is noted of a restore. It names no path: files are found by the id, and by a name in the workspace's folder. It
 * holds no secret.
 */
export const noteSchema = z.strictObject({
  backupId: id,
  /** The file's name under which the workspace that was there is kept. */
  keptAs: z.string().regex(/^workspace before \d{4}-\d\d-\d\d \d\d\.\d\d( \(\d+\))?\.db$/),
  at: time,
  by: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  /** Of the backup, for the audit log. */
  fileName: z.string(),
  createdAt: time,
  appVersion: z.string(),
  /** Sign-ins waiting in the keychain. `replaces`: what is there under their own name belongs to another sign-in. */
  signIns: z.array(entrySchema.extend({ replaces: z.boolean() })),
  /** Set once the audit log tells of it. */
  noted: z.boolean()
})
export type RestoreNote = z.infer<typeof noteSchema>

/**
 * How far a restore is, by the name of its note. `wanted`: nothing has been touched. `moving`: files are being renamed.
 * `done`: the backup is the workspace; what follows from that is still to be done.
 */
export const stages = ['wanted', 'moving', 'done'] as const
export type Stage = (typeof stages)[number]
export const noteFile = ({ work }: Places, stage: Stage): string => path.join(work, `${stage}.json`)

/** Makes the folder for work, or takes the one that is there. Throws what the system says. */
export function makeWork({ work }: Places): void {
  fs.mkdirSync(work, { recursive: true, mode: 0o700 })
  fs.chmodSync(work, 0o700)
}

/** Removes the folder when nothing is under way any more. */
export function leaveWork({ work }: Places): void {
  try {
    fs.rmdirSync(work)
  } catch {
    // Something is in it that is still wanted, or it is not there.
  }
}

/** Null when there is none, or one that is not as AtTrack writes it. */
export function readNote(places: Places, stage: Stage): RestoreNote | null {
  const file = noteFile(places, stage)
  try {
    if (!isOwn(file, 'file')) return null
    const note = noteSchema.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')))
    return note.success ? note.data : null
  } catch {
    return null
  }
}

export const writeNote = (places: Places, stage: Stage, note: RestoreNote): void =>
  replaceFile(noteFile(places, stage), JSON.stringify(note))

export const removeNote = (places: Places, stage: Stage): void => fs.rmSync(noteFile(places, stage), { force: true })

/**
 * A plain file or folder that belongs to this account and that no other may write. Whoever can write as this account
 * can replace the workspace itself; whoever cannot must not be able to have it replaced.
 */
export function isOwn(file: string, kind: 'file' | 'folder'): boolean {
  const found = fs.lstatSync(file, { throwIfNoEntry: false })
  if (!found || !(kind === 'file' ? found.isFile() : found.isDirectory())) return false
  // Windows has neither: there a user's folder keeps others out by its access control list.
  const user = process.geteuid?.()
  return user === undefined || (found.uid === user && (found.mode & 0o022) === 0)
}

/** `workspace before 2026-11-25 14.02.db`, or with a number behind it: a name under which nothing is kept yet. */
export function freeName({ folder }: Places, at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const base = `workspace before ${day} ${two(at.getHours())}.${two(at.getMinutes())}`
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? `${base}.db` : `${base} (${n}).db`
    if (['', ...sidecars].every((end) => !fs.existsSync(path.join(folder, name + end)))) return name
  }
}
