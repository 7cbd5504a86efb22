import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  freeName,
  makeWork,
  noteFile,
  placesOf,
  readNote,
  stagedOf,
  writeNote,
  type Places,
  type RestoreNote
} from '../../../main/backup/places.ts'
import { putInPlace, stepsOf } from '../../../main/backup/put-in-place.ts'
import { recognised } from '../../support/recognised.ts'

let folder: string
let places: Places
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'attrack-place-'))
  places = placesOf(path.join(folder, 'workspace.db'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const kept = 'workspace before 2026-11-25 14.02.db'
const note: RestoreNote = {
  backupId: 'abc',
  keptAs: kept,
  at: new Date(2026, 10, 25, 14, 2).getTime(),
  by: { id: 'm1', name: 'Kim' },
  fileName: 'AtTrack.attrack-backup',
  createdAt: 5,
  appVersion: '1.2.3',
  signIns: [],
  noted: false
}

function make(file: string, word: string): void {
  const database = new Libsql(file)
  database.exec(`create table t (word text); insert into t values ('${word}')`)
  database.close()
}

const wordsIn = (file: string): string[] => {
  const database = new Libsql(file)
  const rows = database.prepare('select word from t').raw().all() as unknown as string[][]
  database.close()
  return rows.map(([word]) => String(word))
}

/** A workspace whose last row is only in its log, as after a crash; and a backup that is to take its place. */
function prepare(): void {
  const elsewhere = path.join(folder, 'elsewhere.db')
  make(elsewhere, 'former')
  const writing = new Libsql(elsewhere)
  writing.exec("pragma journal_mode = wal; insert into t values ('in the log')")
  for (const end of ['', '-wal']) fs.copyFileSync(elsewhere + end, places.workspaceFile + end)
  writing.close()
  for (const end of ['', '-wal', '-shm']) fs.rmSync(elsewhere + end, { force: true })
  makeWork(places)
  make(stagedOf(places, 'abc'), 'restored')
  fs.chmodSync(stagedOf(places, 'abc'), 0o600)
  fs.writeFileSync(path.join(places.work, 'snapshot-old.db'), 'left behind')
  writeNote(places, 'wanted', note)
}

/** How many steps there are from the beginning to the end. */
function countSteps(): number {
  let steps = 0
  for (const step of stepsOf(places)) {
    step()
    steps += 1
  }
  return steps
}

describe('putting a restored workspace in place', () => {
  test('keeps the former one with its log, and leaves the note of what is still to do', () => {
    prepare()
    expect(putInPlace(places.workspaceFile)).toEqual({ ok: true, value: null })
    expect(wordsIn(places.workspaceFile)).toEqual(['restored'])
    expect(wordsIn(path.join(folder, kept))).toEqual(['former', 'in the log'])
    expect(fs.readdirSync(places.work)).toEqual(['done.json'])
    expect(readNote(places, 'done')).toEqual(note)
    // A start later nothing is done again.
    expect(putInPlace(places.workspaceFile).ok).toBe(true)
    expect(wordsIn(places.workspaceFile)).toEqual(['restored'])
  })

  test('wherever the computer stops between two steps, the next start goes on', () => {
    prepare()
    const all = countSteps()
    expect(all).toBeGreaterThan(7)
    for (let stopAfter = 0; stopAfter < all; stopAfter += 1) {
      fs.rmSync(folder, { recursive: true })
      fs.mkdirSync(folder)
      prepare()
      let done = 0
      for (const step of stepsOf(places)) {
        if (done === stopAfter) break
        step()
        done += 1
      }
      expect(putInPlace(places.workspaceFile), `after ${stopAfter} steps`).toEqual({ ok: true, value: null })
      expect(wordsIn(places.workspaceFile), `after ${stopAfter} steps`).toEqual(['restored'])
      expect(wordsIn(path.join(folder, kept)), `after ${stopAfter} steps`).toEqual(['former', 'in the log'])
      expect(fs.existsSync(noteFile(places, 'done'))).toBe(true)
      expect(fs.readdirSync(folder).filter((name) => name.startsWith('workspace.db'))).toEqual(['workspace.db'])
    }
  })

  test('when what was to come has gone in the middle, what was there comes back', () => {
    prepare()
    let steps = 0
    for (const step of stepsOf(places)) {
      step()
      steps += 1
      if (steps === 3) break
    }
    expect(fs.existsSync(places.workspaceFile)).toBe(false)
    fs.rmSync(stagedOf(places, 'abc'))
    expect(putInPlace(places.workspaceFile).ok).toBe(true)
    expect(wordsIn(places.workspaceFile)).toEqual(['former', 'in the log'])
    expect(fs.existsSync(places.work)).toBe(false)
  })

  test('nothing kept before is overwritten', () => {
    prepare()
    fs.writeFileSync(path.join(folder, kept), 'from another day')
    putInPlace(places.workspaceFile)
    expect(fs.readFileSync(path.join(folder, kept), 'utf8')).toBe('from another day')
    const second = 'workspace before 2026-11-25 14.02 (2).db'
    expect(wordsIn(path.join(folder, second))).toEqual(['former', 'in the log'])
    expect(readNote(places, 'done')?.keptAs).toBe(second)
    expect(freeName(places, new Date(note.at))).toBe('workspace before 2026-11-25 14.02 (3).db')
  })

  test('a damaged workspace is kept as it is; where there is none, the backup just comes', () => {
    prepare()
    fs.rmSync(`${places.workspaceFile}-wal`)
    fs.writeFileSync(places.workspaceFile, 'not a database')
    putInPlace(places.workspaceFile)
    expect(fs.readFileSync(path.join(folder, kept), 'utf8')).toBe('not a database')
    fs.rmSync(folder, { recursive: true })
    fs.mkdirSync(folder)
    prepare()
    for (const end of ['', '-wal']) fs.rmSync(places.workspaceFile + end)
    putInPlace(places.workspaceFile)
    expect(wordsIn(places.workspaceFile)).toEqual(['restored'])
    expect(fs.existsSync(path.join(folder, kept))).toBe(false)
  })

  test('while another program holds the files nothing is opened, and the next try goes on', () => {
    prepare()
    for (const step of stepsOf(places)) {
      step()
      if (!fs.existsSync(places.workspaceFile)) break
    }
    // As on Windows, where a file that is open cannot be renamed: what stands at the place cannot be replaced.
    fs.mkdirSync(places.workspaceFile)
    expect(putInPlace(places.workspaceFile)).toMatchObject({ ok: false, failure: { code: 'database-busy' } })
    recognised({ code: 'database-busy', by: 'a restored workspace cannot take its place', how: 'app' })
    fs.rmdirSync(places.workspaceFile)
    expect(putInPlace(places.workspaceFile).ok).toBe(true)
    expect(wordsIn(places.workspaceFile)).toEqual(['restored'])
  })
})

describe('who can have a workspace replaced', () => {
  /** What is in the workspace after the next start, and whether a former one was put aside. */
  const afterStart = () => {
    putInPlace(places.workspaceFile)
    const aside = fs.readdirSync(folder).some((name) => name.startsWith('workspace before'))
    return { words: wordsIn(places.workspaceFile), aside }
  }
  const untouched = { words: ['former', 'in the log'], aside: false }

  test('not somebody who may write into the folder for work', () => {
    prepare()
    fs.chmodSync(places.work, 0o777)
    expect(afterStart()).toEqual(untouched)
  })

  test('not a folder, a note or a backup that is a link to somewhere else', () => {
    for (const what of [places.work, noteFile(places, 'wanted'), stagedOf(places, 'abc')]) {
      prepare()
      const real = path.join(folder, 'real')
      fs.renameSync(what, real)
      fs.symlinkSync(real, what)
      expect(afterStart()).toEqual(untouched)
      fs.rmSync(folder, { recursive: true })
      fs.mkdirSync(folder)
    }
  })

  test('not a file that others may write, or that belongs to another account', () => {
    prepare()
    fs.chmodSync(stagedOf(places, 'abc'), 0o666)
    expect(afterStart()).toEqual(untouched)
    if (process.geteuid?.() !== 0) return
    fs.rmSync(folder, { recursive: true })
    fs.mkdirSync(folder)
    prepare()
    fs.chownSync(noteFile(places, 'wanted'), 12_345, 12_345)
    expect(afterStart()).toEqual(untouched)
  })

  test.each<[string, object]>([
    ['a path in place of a name', { keptAs: '../elsewhere/workspace before 2026-11-25 14.02.db' }],
    ['a path in place of an id', { backupId: '../../elsewhere' }],
    ['anything more', { also: 1 }],
    ['no note at all', { backupId: undefined }]
  ])('not by %s', (_, change) => {
    prepare()
    fs.writeFileSync(noteFile(places, 'wanted'), JSON.stringify({ ...note, ...change }), { mode: 0o600 })
    expect(afterStart()).toEqual(untouched)
  })
})
