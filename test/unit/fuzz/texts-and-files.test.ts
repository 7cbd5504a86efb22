/** What a person types, and files that a person was given by somebody else: read without trust. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLinkFile, writeLinkFile } from '../../../main/applink/link-file.ts'
import { readPrivateKey, writePrivateKey } from '../../../main/applink/private-key-file.ts'
import { valuesFor } from '../../../main/applink/values.ts'
import { publicKeyOf } from '../../../main/jira/auth/oauth1-keys.ts'
import { siteAddress } from '../../../main/jira/cloud/sites.ts'
import { line, multiline } from '../../../main/clean-text.ts'
import { firstRoute, proxyRoute, routeText, splitAddress } from '../../../main/net/route.ts'
import { seal, unseal } from '../../../main/net/sealed.ts'
import { siteOrigin } from '../../../main/net/site-rules.ts'
import { proxySetting } from '../../../preload/contract/networks.ts'
import { couldDisguise, hostileText, oddTexts } from '../../support/arbitraries/hostile-text.ts'
import { hostileJson } from '../../support/arbitraries/hostile-value.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** Bytes that are changed, and how many are cut off. */
const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(5_000), fc.nat(255)), { maxLength: 4 }),
  cut: fc.oneof(fc.constant(0), fc.nat(3_000))
})
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never
function damaged(file: Uint8Array, { changes, cut }: Damage): Uint8Array {
  const copy = Uint8Array.from(file)
  for (const [at, byte] of changes) copy[at % copy.length] = byte
  return copy.subarray(0, Math.max(0, copy.length - cut))
}

describe('texts', () => {
  test('a Cloud site is an https address, or something on this computer', () => {
    let found = 0
    const pieces = fc.constantFrom(
      'acme',
      '.atlassian.net',
      'https://',
      'http://',
      '/jira',
      '@',
      ':8080',
      'localhost',
      ...oddTexts
    )
    const typed = fc.oneof(
      hostileText,
      fc.array(pieces, { maxLength: 5 }).map((all) => all.join(''))
    )
    fc.assert(
      fc.property(typed, (text) => {
        const address = siteAddress(text)
        if (!address.ok) {
          expect(address.failure).toMatchObject({ code: 'address-invalid', field: 'site' })
          return
        }
        found += 1
        const url = new URL(address.value)
        expect(address.value).toBe(url.origin)
        if (url.protocol !== 'https:') expect(url.hostname).toMatch(/^(localhost|127\.[\d.]+|\[::1\])$/)
      }),
      { numRuns: 5_000 }
    )
    expect(found).toBeGreaterThan(300)
  })

  test('one line is one line, several lines are harmless; cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 400 }), (text, limit) => {
        const one = line(text, limit)
        expect(couldDisguise(one)).toBe(false)
        expect(one.length).toBeLessThanOrEqual(limit)
        // A blank may be left where it was cut off.
        expect(line(one, limit)).toBe(one.trimEnd())
        const several = multiline(text, limit)
        expect(several).not.toMatch(/[\u0000\u001b\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u)
        expect(several.length).toBeLessThanOrEqual(limit)
        expect(multiline(several, limit)).toBe(several)
      }),
      { numRuns: 5_000 }
    )
  })

  test('a proxy that the contract takes is a way that can be written and taken apart', () => {
    const authority = fc.oneof(
      hostileText,
      fc.constantFrom('proxy.example.com', 'proxy:3128', '[::1]', '[::1]:1080', ':', ':1', 'a:b', '日本:80', '%')
    )
    const scheme = fc.constantFrom('http', 'HTTPS', 'socks', 'socks4', 'socks5')
    let taken = 0
    fc.assert(
      fc.property(scheme, authority, (which, name) => {
        const setting = proxySetting.safeParse({ mode: 'manual', url: `${which}://${name}`, bypass: '' })
        if (!setting.success || setting.data.mode !== 'manual') return
        taken += 1
        const route = proxyRoute(setting.data.url)
        const { host, port } = route.kind === 'proxy' ? splitAddress(route.address) : { host: '', port: -1 }
        expect([typeof host, typeof port, typeof routeText(route)]).toEqual(['string', 'number', 'string'])
      }),
      { numRuns: 3_000 }
    )
    expect(taken).toBeGreaterThan(300)
    fc.assert(fc.property(hostileText, (text) => [null, 'direct', 'proxy'].includes(firstRoute(text)?.kind ?? null)))
  })

  test('settings are kept by an origin, and found again by it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          hostileText.map((text) => `https://${text}`),
          fc
            .tuple(
              fc.constantFrom('1', '0x1', '3com', 'a', '1.2.3.4', '[::1]', '9007199254740993'),
              fc.constantFrom('', '.', '..', '...'),
              fc.constantFrom('', ':8443', ':443')
            )
            .map((all) => `https://${all.join('')}`)
        ),
        (text) => {
          let origin: string
          try {
            origin = siteOrigin(text)
          } catch {
            expect(() => new URL(text)).toThrow()
            return
          }
          expect(siteOrigin(origin)).toBe(origin)
          expect(new URL(origin).host).not.toBe('')
        }
      ),
      { numRuns: 5_000 }
    )
  })
})

describe('files', () => {
  const keys = { handOut: { privateKey, publicKey: publicKeyOf(privateKey), createdAt: 1 }, former: null }
  const values = valuesFor({ siteUrl: 'https://jira.example.com/jira', family: 'v9' }, keys, 'ABCDEF123456')
  const saved = writeLinkFile(values, new Date(0))
  const document = JSON.parse(Buffer.from(saved).toString()) as Record<string, unknown>

  test('a link file with anything in it is refused in words, or says what a letter may repeat', () => {
    const changed = fc
      .dictionary(fc.constantFrom(...Object.keys(document), '__proto__'), hostileJson, { minKeys: 1, maxKeys: 2 })
      .map((change) => Buffer.from(JSON.stringify({ ...document, ...change })))
    const mangled = damage.map((how) => damaged(saved, how))
    let good = 0
    fc.assert(
      fc.property(
        fc.oneof(
          changed,
          mangled,
          hostileText.map((text) => Buffer.from(text))
        ),
        (file) => {
          const read = readLinkFile(file)
          if (!read.ok) {
            expect(read.failure.code).toBe('link-file-invalid')
            expect(JSON.stringify(read.failure).length).toBeLessThan(2_000)
            return
          }
          good += 1
          const { siteUrl, savedAt: _, ...repeated } = read.value
          expect(siteUrl === '' || /^https?:$/.test(new URL(siteUrl).protocol)).toBe(true)
          expect(Object.keys(read.value).sort()).toEqual(Object.keys(document).sort())
          // A public key has lines; nothing else has.
          const texts = Object.entries(repeated).filter(([name]) => name !== 'publicKey')
          expect(texts.filter(([, text]) => couldDisguise(String(text)))).toEqual([])
          expect(repeated.fingerprint.toLowerCase()).toBe(document['fingerprint'])
        }
      ),
      { numRuns: 4_000 }
    )
    expect(good).toBeGreaterThan(10)
  })

  test('a private key that was damaged is refused in words, or is the key', async () => {
    const passphrase = 'a long enough phrase'
    const pkcs8 = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    const pkcs1 = Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
    const encrypted = Buffer.from(writePrivateKey(privateKey, passphrase))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<[Buffer, string]>(
          [pkcs8, ''],
          [pkcs1, ''],
          [encrypted, passphrase],
          [encrypted, ''],
          [encrypted, 'no']
        ),
        damage,
        async ([file, given], how) => {
          const read = await readPrivateKey(damaged(file, how), given)
          if (read.ok) expect(read.value.asymmetricKeyType).toBe('rsa')
          else expect(read.failure.code).toBe('private-key-unreadable')
        }
      ),
      { numRuns: 600 }
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          hostileText.map((text) => Buffer.from(text)),
          fc.uint8Array()
        ),
        hostileText,
        async (file, given) => {
          expect(await readPrivateKey(file, given)).toMatchObject({ ok: false })
        }
      ),
      { numRuns: 300 }
    )
  })

  test('a sealed box opens whole, by its own key and label, or not at all', () => {
    fc.assert(
      fc.property(hostileText, hostileText, damage, (secret, label, how) => {
        const { key, box } = seal(secret, label)
        // Half a surrogate pair has no form in UTF-8.
        expect(unseal(box, key, label)).toBe(Buffer.from(secret).toString())
        const bytes = Buffer.from(box, 'base64')
        const other = Buffer.from(damaged(bytes, how))
        if (!other.equals(bytes)) expect(unseal(other.toString('base64'), key, label)).toBeNull()
        expect(unseal(box, key, `${label}x`)).toBeNull()
        expect(unseal(box, `${key.slice(0, -5)}AAAA=`, label) === null || key.endsWith('AAAA=')).toBe(true)
        expect(unseal(secret, label, '')).toBeNull()
      }),
      { numRuns: 1_000 }
    )
  })
})
