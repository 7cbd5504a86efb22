/**
 * Passwords of members, kept as scrypt digests (RFC 7914) in the PHC string format:
 * `$scrypt$ln=17,r=8,p=1$<salt>$<digest>`, Base64 without padding.
 * https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 *
 * Cost: the first choice of OWASP's Password Storage Cheat Sheet, N=2^17, r=8, p=1: 128 MB and about half a second.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { createTurns } from './turns.ts'

export interface Passwords {
  /** A digest with a salt of its own. */
  hash(password: string): Promise<string>
  /**
   * Whether `password` made `digest`. Without a digest – nobody has that login – it takes just as long and says no.
   * `outdated`: right, but made with less than what is asked for today; to be made anew.
   */
  verify(password: string, digest: string | null): Promise<{ right: boolean; outdated: boolean }>
}

/** log2 of N: how often memory is walked, and how much of it. */
export const defaultCost = 17

interface Digest {
  readonly ln: number
  readonly r: number
  readonly p: number
  readonly salt: Buffer
  readonly key: Buffer
}

const today = { r: 8, p: 1 } as const
const saltBytes = 16
const keyBytes = 32

const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/

/** Null for anything else, and for parameters that nobody chose for a password: a damaged file must not use up all memory. */
function parse(text: string): Digest | null {
  const [, ln, r, p, salt, key] = phc.exec(text) ?? []
  if (!salt || !key) return null
  const digest = {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64')
  }
  // RFC 7914 §2; otherwise there is no such digest.
  const isScrypt = digest.ln < 16 * digest.r
  const bounded =
    isScrypt &&
    inRange(digest.ln, 20) &&
    inRange(digest.r, 16) &&
    inRange(digest.p, 4) &&
    memory(digest) <= 512 * megabyte
  return bounded && digest.key.length === keyBytes ? digest : null
}

const inRange = (value: number, most: number): boolean => value >= 1 && value <= most

const megabyte = 1024 * 1024
/** What scrypt walks through, bytes: 128·N·r. */
const memory = ({ ln, r }: Pick<Digest, 'ln' | 'r'>): number => 128 * 2 ** ln * r

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const write = ({ ln, r, p, salt, key }: Digest): string => `$scrypt$ln=${ln},r=${r},p=${p}$${bare(salt)}$${bare(key)}`

/**
 * The same characters may come as different code points from another keyboard or system: NIST SP 800-63B §5.1.1.2 asks
 * for NFKC (or NFKD) before hashing.
 */
export const normalized = (password: string): string => password.normalize('NFKC')

function derive(password: string, { ln, r, p, salt }: Omit<Digest, 'key'>): Promise<Buffer> {
  const N = 2 ** ln
  // A little more than what it walks through; the default limit is 32 MB.
  const maxmem = memory({ ln, r }) + 128 * r * p + megabyte
  return new Promise((resolve, reject) =>
    scrypt(normalized(password), salt, keyBytes, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key)
    )
  )
}

/** @param ln log2 of N; less than the default is for tests that need many. */
export function createPasswords(ln: number = defaultCost): Passwords {
  // One at a time: several at once would only take that much more memory.
  const inTurn = createTurns()
  const fresh = () => ({ ln, ...today, salt: randomBytes(saltBytes) })
  return {
    hash(password) {
      const made = fresh()
      return inTurn(async () => write({ ...made, key: await derive(password, made) }))
    },
    async verify(password, text) {
      const known = text === null ? null : parse(text)
      const digest = known ?? { ...fresh(), key: randomBytes(keyBytes) }
      const key = await inTurn(() => derive(password, digest))
      const right = timingSafeEqual(key, digest.key) && known !== null
      return { right, outdated: right && (digest.ln < ln || digest.r < today.r || digest.p < today.p) }
    }
  }
}
