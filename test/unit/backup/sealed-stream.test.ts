import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chunkBytes, seal, sealedBytes, unseal, Unsealable } from '../../../main/backup/sealed-stream.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attrack-sealed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const beside = Buffer.from('the header')
const key = randomBytes(32)

async function* parts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function sealed(bytes: Buffer, partSize = 10_000): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of seal(parts(bytes, partSize), key, beside)) all.push(chunk)
  return Buffer.concat(all)
}

/** What came out, or how it was found to be damaged. */
async function opened(bytes: Buffer, withKey = key, header = beside): Promise<Buffer | string> {
  const file = path.join(folder, 'sealed')
  writeFileSync(file, Buffer.concat([Buffer.from('start'), bytes]))
  const handle = await open(file, 'r')
  const all: Buffer[] = []
  try {
    for await (const chunk of unseal(handle, 5, withKey, header, () => {})) all.push(chunk)
    return Buffer.concat(all)
  } catch (error) {
    if (error instanceof Unsealable) return error.damage
    throw error
  } finally {
    await handle.close()
  }
}

const sizes = [0, 1, 65_535, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 3 * chunkBytes + 7]

describe('a sealed stream', () => {
  test.each(sizes)('of %i bytes opens to what it was', async (size) => {
    const bytes = randomBytes(size)
    expect(await opened(await sealed(bytes))).toEqual(bytes)
  })

  test('however it is handed over, the same chunks come out', async () => {
    const bytes = randomBytes(200_000)
    const whole = await sealed(bytes, bytes.length)
    for (const size of [1000, 65_536, 65_537, 131_072]) expect((await sealed(bytes, size)).equals(whole)).toBe(true)
  })

  test('does not open with another key, nor beside another header', async () => {
    const bytes = await sealed(randomBytes(100))
    expect(await opened(bytes, randomBytes(32))).toBe('first-chunk')
    expect(await opened(bytes, key, Buffer.from('the Header'))).toBe('first-chunk')
  })

  test('a bit changed anywhere is noticed', async () => {
    const bytes = await sealed(randomBytes(2 * chunkBytes + 100))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] as number) ^ (1 << bit)
        expect(await opened(changed)).toBe(at < sealedBytes ? 'first-chunk' : 'chunk')
      }),
      { numRuns: 200 }
    )
  })

  test('an end cut off is noticed, at every border and anywhere else', async () => {
    const bytes = await sealed(randomBytes(3 * chunkBytes + 50))
    for (const border of [1, 2, 3]) expect(await opened(bytes.subarray(0, border * sealedBytes))).toBe('end')
    expect(await opened(Buffer.alloc(0))).toBe('end')
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        expect(await opened(bytes.subarray(0, length))).toMatch(/^(end|chunk|first-chunk)$/)
      }),
      { numRuns: 100 }
    )
  })

  test('chunks left out, moved, doubled or added are noticed', async () => {
    const bytes = await sealed(randomBytes(3 * chunkBytes + 50))
    const chunk = (n: number): Buffer => bytes.subarray(n * sealedBytes, (n + 1) * sealedBytes)
    const order = (...of: number[]): Promise<Buffer | string> => opened(Buffer.concat(of.map(chunk)))
    expect(await order(0, 2, 3)).toBe('chunk')
    expect(await order(0, 2, 1, 3)).toBe('chunk')
    expect(await order(1, 0, 2, 3)).toBe('first-chunk')
    expect(await order(0, 1, 1, 2, 3)).toBe('chunk')
    expect(await opened(Buffer.concat([bytes, chunk(0)]))).toBe('chunk')
    expect(await opened(Buffer.concat([bytes, Buffer.alloc(1)]))).toMatch(/^(end|chunk)$/)
    expect(await opened(Buffer.concat([await sealed(randomBytes(chunkBytes)), Buffer.alloc(20)]))).toBe('end')
  })
})
