import { scryptSync, webcrypto } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { newHeader, readHeader, writeHeader, type BackupHeader } from '../../../main/backup/format.ts'
import { goodBackup, header, passphrase, workspaceBytes } from './support.ts'

const about = { createdAt: 5, appVersion: '1.2.3', withSecrets: true }

/** Written from the description of the format alone, over another implementation of AES-GCM. */
async function openByDescription(file: Buffer): Promise<Buffer> {
  const headEnd = 14 + file.readUInt32BE(10)
  const { kdf } = JSON.parse(file.subarray(14, headEnd).toString()) as BackupHeader
  const salt = Buffer.from(kdf.salt, 'base64')
  const secret = scryptSync(passphrase, salt, 32, { N: kdf.n, r: kdf.r, p: kdf.p, maxmem: 2 ** 28 })
  const key = await webcrypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt'])
  const parts: Buffer[] = []
  for (let at = headEnd, counter = 0; at < file.length; at += 65_552, counter += 1) {
    const iv = new Uint8Array(12)
    new DataView(iv.buffer).setUint32(7, counter)
    iv[11] = at + 65_552 >= file.length ? 1 : 0
    const algorithm = { name: 'AES-GCM', iv, additionalData: file.subarray(0, headEnd), tagLength: 128 }
    parts.push(Buffer.from(await webcrypto.subtle.decrypt(algorithm, key, file.subarray(at, at + 65_552))))
  }
  return Buffer.concat(parts)
}

test('a backup is what its description says', async () => {
  const database = workspaceBytes()
  const content = await openByDescription(await goodBackup(database))
  const manifestEnd = 4 + content.readUInt32BE(0)
  expect(JSON.parse(content.subarray(4, manifestEnd).toString())).toMatchObject({ databaseBytes: database.length })
  expect(gunzipSync(content.subarray(manifestEnd)).equals(database)).toBe(true)
})

test('a new header has a salt of its own, costs what is recommended, and is read as it was written', () => {
  const [one, other] = [newHeader(about), newHeader(about)]
  expect(one.header.kdf).toMatchObject({ n: 131_072, r: 8, p: 1 })
  expect(one.header.kdf.salt).not.toBe(other.header.kdf.salt)
  expect(readHeader(Buffer.concat([one.bytes, Buffer.alloc(9)]), 'b')).toEqual({ ok: true, value: one })
})

test.each<[string, object]>([
  ['8 GB of memory', { n: 2 ** 20, r: 64 }],
  ['512 MB of memory', { n: 2 ** 19, r: 8 }],
  ['minutes of work', { n: 2 ** 17, r: 16, p: 16 }],
  ['a cost that is no power of two', { n: 1000 }],
  ['no cost at all', { n: 1 }],
  ['a cost that scrypt does not know (RFC 7914 §2)', { n: 2 ** 17, r: 1 }],
  ['a salt of another length', { salt: 'AAAA' }],
  ['another function', { name: 'argon2id' }]
])('a key that asks for %s is refused before anything is computed', (_, change) => {
  const { bytes } = writeHeader({ ...header, kdf: { ...header.kdf, ...change } } as BackupHeader)
  expect(readHeader(bytes, 'b')).toMatchObject({ ok: false, failure: { code: 'backup-unreadable' } })
})

test('a header longer than any is not read, whatever its length says', () => {
  const { bytes } = writeHeader(header)
  for (const length of [4097, 0xffff_ffff]) {
    bytes.writeUInt32BE(length, 10)
    expect(readHeader(bytes, 'b')).toMatchObject({ ok: false, failure: { code: 'backup-unreadable' } })
  }
})
