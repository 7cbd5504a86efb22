/**
 * Before the workspace is opened: a backup that was read and wanted takes its place. Each step is one rename, and
 * wherever the computer stops between two of them, the next start goes on from what it finds. What was there is never
 * overwritten, and never parted from its log.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { syncFolder } from './durable.ts'
import {
  freeName,
  isOwn,
  leaveWork,
  noteFile,
  placesOf,
  readNote,
  removeNote,
  sidecars,
  stagedOf,
  writeNote,
  type Places,
  type RestoreNote
} from './places.ts'

/**
 * Finishes what was wanted, and removes what an AtTrack that was ended left behind.
 * Fails with `database-busy` when another program holds the files; nothing may be opened then, and the next try goes on.
 */
export function putInPlace(workspaceFile: string): Result<null> {
  const places = placesOf(workspaceFile)
  try {
    if (!fs.existsSync(places.work)) return ok(null)
    // A folder others may write to, or a link to somewhere else, is nothing to go by.
    if (!isOwn(places.work, 'folder')) return ok(null)
    for (const step of stepsOf(places)) step()
    tidy(places)
    return ok(null)
  } catch (error) {
    const evidence = String((error as NodeJS.ErrnoException).code ?? error).slice(0, 100)
    return fail('database-busy', { file: workspaceFile }, { evidence })
  }
}

/** What is still to be done, in order. Each step looks at nothing but the disk and the note. */
export function* stepsOf(places: Places): Generator<() => void, void> {
  const wanted = readNote(places, 'wanted')
  if (wanted) {
    if (!isOwn(stagedOf(places, wanted.backupId), 'file')) {
      yield () => removeNote(places, 'wanted')
      return
    }
    yield () => begin(places, wanted)
  }
  const note = readNote(places, 'moving')
  if (!note) return
  const { workspaceFile, folder, work } = places
  const staged = stagedOf(places, note.backupId)
  const kept = path.join(folder, note.keptAs)
  if (fs.existsSync(staged)) {
    yield () => move(workspaceFile, kept)
    for (const end of sidecars) yield () => move(workspaceFile + end, kept + end)
    // Nothing but an index of the log, which SQLite makes anew.
    yield () => fs.rmSync(`${workspaceFile}-shm`, { force: true })
    yield () => syncFolder(folder)
    yield () => move(staged, workspaceFile)
    yield () => syncFolder(folder)
  } else if (!fs.existsSync(workspaceFile)) {
    // What was to come has gone, by whatever hand: what was there comes back.
    for (const end of ['', ...sidecars]) yield () => move(kept + end, workspaceFile + end)
    yield () => removeNote(places, 'moving')
    return
  }
  yield () => fs.renameSync(noteFile(places, 'moving'), noteFile(places, 'done'))
  yield () => syncFolder(work)
}

/** From here on files are renamed; the name for the former workspace was free when it was promised, and may not be now. */
function begin(places: Places, wanted: RestoreNote): void {
  const isFree = ['', ...sidecars].every((end) => !fs.existsSync(path.join(places.folder, wanted.keptAs + end)))
  if (!isFree) writeNote(places, 'wanted', { ...wanted, keptAs: freeName(places, new Date(wanted.at)) })
  fs.renameSync(noteFile(places, 'wanted'), noteFile(places, 'moving'))
  syncFolder(places.work)
}

/** Nothing to be moved: it was, before the computer stopped. Nothing is written over in any case. */
function move(from: string, to: string): void {
  if (!fs.existsSync(from)) return
  if (fs.existsSync(to)) throw Object.assign(new Error('in the way'), { code: 'EEXIST' })
  fs.renameSync(from, to)
}

/** Copies and backups that nobody is at any more; the note of what is still to be done stays. */
function tidy(places: Places): void {
  const stays = path.basename(noteFile(places, 'done'))
  for (const name of fs.readdirSync(places.work))
    if (name !== stays) fs.rmSync(path.join(places.work, name), { recursive: true, force: true })
  leaveWork(places)
}
