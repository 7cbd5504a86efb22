/**
 * The file of a backup, and what stands in clear at its beginning (docs/decisions/0019-backup-format.md):
 * `AtTrackB`, the format's version (2 bytes), the header's length (4 bytes), the header as JSON, then sealed chunks
 * (sealed-stream.ts). Numbers are big-endian.
 */
import { randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { time } from '../../preload/contract/channel.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'

const magic = Buffer.from('AtTrackB')
const formatVersion = 1
/** Magic, version and length. */
const preludeBytes = magic.length + 2 + 4
/** Many times what a header needs; nothing larger is read, whatever its length says. */
const maxHeaderBytes = 4096

const saltBytes = 16
/** AES-256. */
const keyBytes = 32

/**
 * 128 MB and about half a second: what OWASP recommends for scrypt. A file may bring other numbers, up to twice the
 * memory and eight times the work – one made by somebody hostile must not take the computer down.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const ownCost = { n: 2 ** 17, r: 8, p: 1 } as const
const maxMemory = 256 * 1024 * 1024
const maxWork = 8 * ownCost.n * ownCost.r * ownCost.p

const kdfSchema = z
  .strictObject({
    name: z.literal('scrypt'),
    n: z
      .number()
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    /** Unique to the file, so that its key is, too. */
    salt: z.base64().length(24)
  })
  .refine(({ n, r }) => Number.isInteger(Math.log2(n)) && Math.log2(n) < 16 * r)
  .refine(({ n, r, p }) => 128 * n * r <= maxMemory && n * r * p <= maxWork)

/** The last moment a Date can tell. */
const endOfTime = 8.64e15

const headerSchema = z.strictObject({
  createdAt: time.min(0).max(endOfTime),
  /** Of the AtTrack that made it. */
  appVersion: z.string().max(40),
  withSecrets: z.boolean(),
  kdf: kdfSchema
})
export type BackupHeader = z.infer<typeof headerSchema>

export interface ReadHeader {
  readonly header: BackupHeader
  /** All bytes before the first chunk: every chunk is sealed together with them, so that none of them can be changed. */
  readonly bytes: Buffer
}

/** A header with a salt of its own. */
export function newHeader(about: Pick<BackupHeader, 'createdAt' | 'appVersion' | 'withSecrets'>): ReadHeader {
  const kdf = { name: 'scrypt', ...ownCost, salt: randomBytes(saltBytes).toString('base64') } as const
  return writeHeader({ ...about, kdf })
}

export function writeHeader(header: BackupHeader): ReadHeader {
  const json = Buffer.from(JSON.stringify(header))
  const prelude = Buffer.alloc(preludeBytes)
  magic.copy(prelude)
  prelude.writeUInt16BE(formatVersion, magic.length)
  prelude.writeUInt32BE(json.length, magic.length + 2)
  return { header, bytes: Buffer.concat([prelude, json]) }
}

/** So many first bytes of a file are enough for `readHeader`. */
export const headBytes = preludeBytes + maxHeaderBytes

/** Whether a file that begins with `head` was begun by AtTrack as a backup. */
export const isBackup = (head: Buffer): boolean => head.subarray(0, magic.length).equals(magic)

/**
 * @param head the first bytes of the file, `headBytes` or all there are. @param file its name, for the words.
 * Failures: `backup-unreadable`, `backup-newer`.
 */
export function readHeader(head: Buffer, file: string): Result<ReadHeader> {
  const unreadable = (problem: string): Result<never> => fail('backup-unreadable', { file, problem })
  if (!isBackup(head)) return unreadable('it was not made by AtTrack')
  if (head.length < preludeBytes) return unreadable('its end is missing')
  const version = head.readUInt16BE(magic.length)
  if (version > formatVersion)
    return fail('backup-newer', { file, found: `format version ${version}`, known: `version ${formatVersion}` })
  const length = head.readUInt32BE(magic.length + 2)
  if (version < 1 || length > maxHeaderBytes) return unreadable('its beginning is damaged')
  if (head.length < preludeBytes + length) return unreadable('its end is missing')
  const bytes = head.subarray(0, preludeBytes + length)
  const header = headerSchema.safeParse(jsonOf(bytes.subarray(preludeBytes)))
  return header.success ? ok({ header: header.data, bytes }) : unreadable('its beginning is damaged')
}

export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/**
 * The key of one file. The passphrase is taken as it looks (NFC): keyboards write the same letter in different ways.
 * Takes 128 MB for half a second, so not in the app's main process.
 */
export function keyOf(passphrase: string, { n, r, p, salt }: BackupHeader['kdf']): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: maxMemory + 1024 * 1024 }
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key)
    )
  )
}
