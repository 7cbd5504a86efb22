import { scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkNewPassword } from '../../../main/members/password-rules.ts'
import { createPasswords, defaultCost } from '../../../main/members/password.ts'
import { createTurns } from '../../../main/members/turns.ts'

/** Costs next to nothing. */
const cheap = createPasswords(4)

const phc = (ln: number, r: number, p: number, salt: Buffer, key: Buffer): string => {
  const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
  return `$scrypt$ln=${ln},r=${r},p=${p}$${bare(salt)}$${bare(key)}`
}

test('what the app itself uses: scrypt with N=2^17, r=8, p=1, a salt of 16 bytes and a key of 32', async () => {
  expect(defaultCost).toBe(17)
  const real = createPasswords()
  const digest = await real.hash('seven quiet boats')
  const [, salt, key] = /^\$scrypt\$ln=17,r=8,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(digest) ?? []
  const made = scryptSync('seven quiet boats', Buffer.from(salt ?? '', 'base64'), 32, {
    N: 131_072,
    r: 8,
    p: 1,
    maxmem: 256 * 1024 * 1024
  })
  expect(made.equals(Buffer.from(key ?? '', 'base64'))).toBe(true)
  expect(await real.verify('seven quiet boats', digest)).toEqual({ right: true, outdated: false })
  expect(await real.verify('seven quiet boat', digest)).toEqual({ right: false, outdated: false })
})

test('a digest is right for its password and for no other, and never twice the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), async (one, other) => {
      const digest = await cheap.hash(one)
      expect(await cheap.verify(one, digest)).toEqual({ right: true, outdated: false })
      expect((await cheap.verify(other, digest)).right).toBe(one.normalize('NFKC') === other.normalize('NFKC'))
      expect(await cheap.hash(one)).not.toBe(digest)
    }),
    { numRuns: 50 }
  )
})

test('the same characters from another keyboard are the same password', async () => {
  const digest = await cheap.hash('Zoe\u0308 isst \ufb01sh')
  expect((await cheap.verify('Zo\u00eb isst fish', digest)).right).toBe(true)
  expect((await cheap.verify('Zoe isst fish', digest)).right).toBe(false)
})

test('parameters that scrypt does not know are nobody’s password, and no failure of ours (RFC 7914 §2: N < 2^(128·r/8))', async () => {
  for (const ln of [16, 17, 20]) {
    const digest = phc(ln, 1, 1, Buffer.alloc(16, 1), Buffer.alloc(32, 2))
    expect(await cheap.verify('seven quiet boats', digest)).toEqual({ right: false, outdated: false })
  }
})

test('parameters are read back, and a digest made with less is to be made anew', async () => {
  const dearer = createPasswords(6)
  const digest = await cheap.hash('seven quiet boats')
  expect(await dearer.verify('seven quiet boats', digest)).toEqual({ right: true, outdated: true })
  expect(await dearer.verify('eight quiet boats', digest)).toEqual({ right: false, outdated: false })
  expect(await cheap.verify('x', await dearer.hash('x'))).toEqual({ right: true, outdated: false })
  const salt = Buffer.alloc(16, 7)
  const other = phc(5, 4, 2, salt, scryptSync('x', salt, 32, { N: 32, r: 4, p: 2 }))
  expect(await cheap.verify('x', other)).toEqual({ right: true, outdated: true })
})

test('what is no digest of ours lets nobody in, and asks for no more memory than a password may', async () => {
  const salt = Buffer.alloc(16)
  const key = Buffer.alloc(32)
  const good = await cheap.hash('x')
  const bad = [
    null,
    '',
    'x',
    phc(31, 8, 1, salt, key),
    phc(21, 8, 1, salt, key),
    phc(17, 17, 1, salt, key),
    phc(20, 8, 1, salt, key),
    phc(17, 8, 5, salt, key),
    phc(0, 8, 1, salt, key),
    phc(4, 0, 1, salt, key),
    phc(4, 8, 0, salt, key),
    phc(4, 8, 1, Buffer.alloc(3), key),
    phc(4, 8, 1, salt, Buffer.alloc(16)),
    good.replace('$scrypt$', '$bcrypt$'),
    `${good}\n`,
    good.slice(0, -1),
    good.replace(/.$/, '=')
  ]
  for (const digest of bad) expect(await cheap.verify('x', digest), String(digest)).toMatchObject({ right: false })
})

const kim = { name: 'Kim Larsen', login: 'klarsen' }
const problemWith = (password: string, whose = kim): string | null => {
  const checked = checkNewPassword({ ...whose, password }, 'ownPassword')
  if (checked.ok) return null
  expect(checked.failure).toMatchObject({ code: 'invalid-input', field: 'ownPassword' })
  expect(checked.failure.cause).not.toContain(password)
  return checked.failure.cause
}

test.each([
  ['Kim Larsen', 'name'],
  ['kim-larsen', 'name'],
  ['KIM.LARSEN!', 'name'],
  ['kimlarsenkimlarsen', 'name'],
  ['klarsenklarsen', 'login'],
  ['K-L-A-R-S-E-N', 'login'],
  ['aaaaaaaaaaaa', 'over and over'],
  ['AaAaAaAaAaAa', 'over and over'],
  ['😀😀😀😀😀😀', 'over and over'],
  ['123456789012', 'in a row'],
  ['987654321098', 'in a row'],
  ['abcdefghijkl', 'in a row'],
  ['LKJIHGFEDCBA', 'in a row']
])('“%s” is no new password', (password, why) => {
  expect(problemWith(password)).toContain(why)
})

test.each([
  'seven quiet boats',
  'klarsen likes rye',
  '1234567890123x',
  'aaaaaaaaaaab',
  '!!!!????####',
  '日本語の合言葉'
])('“%s” is one', (password) => {
  expect(problemWith(password)).toBeNull()
})

test('a name without any letter forbids nothing', () => {
  expect(problemWith('seven quiet boats', { name: '–', login: '.' })).toBeNull()
  expect(problemWith('!"§$%&/()=?*', { name: '–', login: '.' })).toBeNull()
})

test('turns do not overlap, keep their order, and a failure holds nobody up', async () => {
  const inTurn = createTurns()
  const seen: string[] = []
  const work = (name: string, fails = false) =>
    inTurn(async () => {
      seen.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const [a, b, c] = await Promise.allSettled([work('a'), work('b', true), work('c')])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect([a?.status, b?.status, c?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
