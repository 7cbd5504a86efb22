import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readChosen, writeChosen } from '../../../main/shell/chosen-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attrack-chosen-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mode = (file: string): number => statSync(file).mode & 0o777

test.each([true, false])('what is there already is replaced as a whole (secret: %s)', async (secret) => {
  const file = path.join(folder, 'key.pem')
  writeFileSync(file, 'a much longer text that was there before')
  chmodSync(file, 0o644)
  expect(await writeChosen(file, Buffer.from('short'), secret)).toEqual({ ok: true, value: file })
  expect(readFileSync(file, 'utf8')).toBe('short')
  expect(mode(file)).toBe(secret ? 0o600 : 0o644)
})

test('a new secret file is the owner’s alone', async () => {
  const file = path.join(folder, 'key.pem')
  await writeChosen(file, Buffer.from('key'), true)
  expect(mode(file)).toBe(0o600)
})

test('what cannot be written or read is told by name and reason', async () => {
  expect(await writeChosen(folder, Buffer.from('x'), false)).toMatchObject({
    failure: { code: 'file-not-written', params: { file: path.basename(folder), problem: 'it is a folder' } }
  })
  expect(await writeChosen(path.join(folder, 'gone', 'x.csv'), Buffer.from('x'), false)).toMatchObject({
    failure: { code: 'file-not-written', params: { file: 'x.csv', problem: 'the folder is not there any more' } }
  })
  expect(await readChosen(path.join(folder, 'none'), 10)).toMatchObject({
    failure: { code: 'file-not-read', params: { file: 'none', problem: 'it is not there any more' } }
  })
  const large = path.join(folder, 'large')
  writeFileSync(large, Buffer.alloc(2049))
  expect(await readChosen(large, 2048)).toMatchObject({
    failure: { code: 'file-not-read', params: { problem: 'it is larger than 2 KB' } }
  })
})
