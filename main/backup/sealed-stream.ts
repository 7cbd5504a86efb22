/**
 * Encrypting a stream of any length so that no part of it can be changed, left out, moved or added: the STREAM
 * construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
 * Misuse-Resistance", 2015, https://eprint.iacr.org/2015/189) with AES-256-GCM in place of ChaCha20-Poly1305, otherwise
 * as age does it: chunks of 64 KiB, the nonce an 11 byte counter and one byte that is 1 for the last chunk.
 * A key seals one stream only, so that no nonce ever comes twice.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

const algorithm = 'aes-256-gcm'
/** Of what is sealed; the last chunk may be shorter, and is never empty unless the whole stream is. */
export const chunkBytes = 64 * 1024
const tagBytes = 16
const nonceBytes = 12
/** What a whole chunk takes in the file. */
export const sealedBytes = chunkBytes + tagBytes

function nonceOf(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(nonceBytes)
  // 2^48 chunks are more than any disk holds.
  nonce.writeUIntBE(counter, nonceBytes - 7, 6)
  nonce[nonceBytes - 1] = last ? 1 : 0
  return nonce
}

/**
 * @param beside what goes with every chunk without being in it (additional authenticated data): the file's header.
 * @returns the sealed chunks, one after the other.
 */
export async function* seal(
  source: AsyncIterable<Uint8Array>,
  key: Buffer,
  beside: Buffer
): AsyncGenerator<Buffer, void> {
  let counter = 0
  const sealed = (chunk: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv(algorithm, key, nonceOf(counter++, last), { authTagLength: tagBytes })
    cipher.setAAD(beside)
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const part of source) {
    waiting.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength))
    bytes += part.byteLength
    if (bytes <= chunkBytes) continue
    let all = Buffer.concat(waiting)
    // A chunk goes out when more is there: only then it is known not to be the last.
    for (; all.length > chunkBytes; all = all.subarray(chunkBytes)) yield sealed(all.subarray(0, chunkBytes), false)
    // A copy, for what a stream hands out may be written over.
    waiting = [Buffer.from(all)]
    bytes = all.length
  }
  yield sealed(Buffer.concat(waiting), true)
}

export type Damage =
  /** The first chunk does not open: the key, the header or the chunk is another one. */
  | 'first-chunk'
  | 'chunk'
  /** A chunk that is not the last one stands at the end, or one that is stands elsewhere. */
  | 'end'

export class Unsealable extends Error {
  readonly damage: Damage
  constructor(damage: Damage) {
    super(`not sealed by this key: ${damage}`)
    this.name = 'Unsealable'
    this.damage = damage
  }
}

/**
 * Opens the chunks from `start` to the end of the file. Nothing of a chunk is handed out that did not prove to be
 * whole; throws `Unsealable` at the first that does not. What was handed out before may have been all of a stream that
 * was cut off, so nobody may take it for good before this has ended.
 * @param opened told how far it is, from 0 to 1.
 */
export async function* unseal(
  file: FileHandle,
  start: number,
  key: Buffer,
  beside: Buffer,
  opened: (fraction: number) => void
): AsyncGenerator<Buffer, void> {
  const { size } = await file.stat()
  const open = (sealed: Buffer, counter: number, last: boolean): Buffer | null => {
    const decipher = createDecipheriv(algorithm, key, nonceOf(counter, last), { authTagLength: tagBytes })
    decipher.setAAD(beside)
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
    } catch {
      return null
    }
  }
  if (size < start + tagBytes) throw new Unsealable('end')
  let at = start
  for (let counter = 0; at < size; counter += 1) {
    const sealed = Buffer.alloc(Math.min(sealedBytes, size - at))
    await readFully(file, sealed, at)
    at += sealed.length
    const last = at >= size
    if (sealed.length < tagBytes) throw new Unsealable('end')
    const chunk = open(sealed, counter, last)
    if (!chunk) throw new Unsealable(open(sealed, counter, !last) ? 'end' : counter === 0 ? 'first-chunk' : 'chunk')
    yield chunk
    opened(at / size)
  }
}

/** A read may return less than was asked for; the end before that means that the file became shorter meanwhile. */
async function readFully(file: FileHandle, into: Buffer, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new Unsealable('end')
    done += bytesRead
  }
}
