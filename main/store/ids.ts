import { randomFillSync } from 'node:crypto'

const idBytes = 15

/** Asking the system for randomness costs more than making an id of it, so it is asked for 256 ids at a time. */
const pool = Buffer.alloc(idBytes * 256)
let used = pool.length

/** 20 random characters, safe in URLs and file names (120 bits). */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += idBytes
  return pool.toString('base64url', used - idBytes, used)
}
