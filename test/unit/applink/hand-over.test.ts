import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HeldKeys } from '../../../main/applink/key-ring.ts'
import { letter, stepsOf } from '../../../main/applink/letter.ts'
import { readLinkFile, writeLinkFile } from '../../../main/applink/link-file.ts'
import { setupSheet } from '../../../main/applink/sheet.ts'
import { valuesFor, type LinkValues, type Subject } from '../../../main/applink/values.ts'
import { fingerprint, publicKeyOf } from '../../../main/jira/auth/oauth1-keys.ts'
import type { JiraFamily } from '../../../preload/contract/applink.ts'

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const nextKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const held = (privateKey = key) => ({ privateKey, publicKey: publicKeyOf(privateKey), createdAt: 1 })
const keys: HeldKeys = { handOut: held(), former: null }
const changing: HeldKeys = { handOut: held(nextKey), former: held() }
const values = (subject: Subject = {}, ring = keys): LinkValues => valuesFor(subject, ring, 'ABCDEF123456')
const jira = values({ siteUrl: 'https://jira.example.com/jira/browse/MOD-1', family: 'v9', consumerKey: 'our-key' })
const at = new Date('2026-11-25T12:00:00Z')

describe('steps', () => {
  const stepsIn = (family: JiraFamily): string => stepsOf(values({ family })).join('\n')

  test.each([
    [
      'v8',
      ['“Create new link”', '“Generic Application”', '“Create incoming link”'],
      ['Atlassian product', 'Client ID']
    ],
    ['v9', ['“Create link”', '“Atlassian product”', '“External application”', '“Client ID”'], ['“Create new link”']],
    [
      'v10',
      ['“Atlassian product”, not “External application”', 'Seeing a “Client ID” means the wrong type'],
      ['“Create new link”']
    ]
  ] as const)('%s: in the words of its screens', (family, there, absent) => {
    for (const words of there) expect(stepsIn(family)).toContain(words)
    for (const words of absent) expect(stepsIn(family)).not.toContain(words)
  })

  test.each(['v8', 'v9', 'v10'] as const)('%s: the permission part, and where it is, is never missing', (family) => {
    for (const words of ['“User management”', '“Permission schemes”', '“Browse Projects”', '“Grant”'])
      expect(stepsIn(family)).toContain(words)
  })

  test('with an address they lead there; without one they name no place', () => {
    expect(stepsOf(jira)[0]).toContain('https://jira.example.com/jira/plugins/servlet/applinks/listApplicationLinks')
    expect(stepsOf(values()).join()).not.toContain('https://')
    expect(values({ siteUrl: 'no address at all' }).siteUrl).toBeNull()
  })

  test('while keys are being changed, a link that is there already gets the new key', () => {
    expect(stepsOf(values({}, changing)).join('\n')).toContain('put the new Public Key in place of the former one')
    expect(stepsOf(values()).join('\n')).not.toContain('former')
  })
})

test('the letter is complete in itself', () => {
  const text = letter(jira)
  for (const part of [
    'https://jira.example.com/jira',
    'our-key',
    jira.publicKey.trim(),
    jira.fingerprint,
    jira.applicationUrl,
    jira.callbackUrl,
    'write back',
    'Jira 8.22 to 9.x',
    ...stepsOf(jira)
  ])
    expect(text).toContain(part)
  const renewed = letter(values({}, changing))
  expect(renewed).toContain('has a new key')
  expect(renewed).toContain(values().fingerprint)
  expect(`${text}${renewed}`).not.toMatch(/undefined|null|PRIVATE KEY/)
})

describe('the sheet', () => {
  test('holds values, key, fingerprint, date, version, steps to tick and what it allows', () => {
    const html = setupSheet(jira, at)
    for (const part of [
      '<h1>Application link for https://jira.example.com/jira</h1>',
      'our-key',
      jira.publicKey.trim(),
      jira.fingerprint,
      '25 November 2026',
      'Jira 8.22 to 9.x',
      'What AtTrack will be allowed to do'
    ])
      expect(html).toContain(part)
    expect(html.match(/type="checkbox"/g)).toHaveLength(stepsOf(jira).length)
    expect(html).not.toMatch(/undefined|PRIVATE KEY/)
  })

  test('needs nothing from outside and runs nothing', () => {
    const html = setupSheet(jira, at)
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import| on\w+=/i)
  })

  test('whatever is entered stays text', () => {
    const hostile = '"><script>alert(1)</script>\u202e&amp;'
    const html = setupSheet(values({ consumerKey: hostile }), at)
    expect(html).not.toContain('<script')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;')
    expect(html).not.toContain('\u202e')
    const tags = (text: string): number => (text.match(/<[a-z!/]/gi) ?? []).length
    const usual = tags(setupSheet(values({ consumerKey: 'k' }), at))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (consumerKey) => {
        expect(tags(setupSheet({ ...values(), consumerKey }, at))).toBe(usual)
      })
    )
  })

  test('while keys are being changed it names the fingerprint that is replaced', () => {
    expect(setupSheet(values({}, changing), at)).toContain(values().fingerprint)
  })
})

describe('the link file', () => {
  const saved = JSON.parse(Buffer.from(writeLinkFile(jira, at)).toString()) as Record<string, unknown>
  const read = (change: Record<string, unknown>) => readLinkFile(Buffer.from(JSON.stringify({ ...saved, ...change })))

  test('comes back as it was saved, and holds no secret', () => {
    const file = readLinkFile(writeLinkFile(jira, at))
    expect(file).toMatchObject({
      ok: true,
      value: {
        siteUrl: 'https://jira.example.com/jira',
        consumerKey: 'our-key',
        publicKey: jira.publicKey,
        family: 'v9'
      }
    })
    expect(JSON.stringify(saved)).not.toContain('PRIVATE')
    expect(readLinkFile(Buffer.concat([Buffer.from('\ufeff'), writeLinkFile(values(), at)])).ok).toBe(true)
  })

  test.each([
    ['no JSON', Buffer.from('-----BEGIN'), /no JSON/],
    ['something else', Buffer.from('[1]'), /not saved by AtTrack/],
    ['a text', Buffer.from('"x"'), /not saved by AtTrack/]
  ])('%s is told as what it is', (_, bytes, words) => {
    const file = readLinkFile(bytes)
    expect(file).toMatchObject({ ok: false, failure: { code: 'link-file-invalid' } })
    if (!file.ok) expect(file.failure.cause).toMatch(words)
  })

  const weakKey = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey
  const withKey = (publicKey: string) => ({ publicKey, fingerprint: fingerprint(publicKey) })

  test.each([
    ['a newer version', { version: 2 }, /newer AtTrack/],
    ['a missing part', { callbackUrl: undefined }, /“callbackUrl” is missing/],
    ['another key than the fingerprint says', { publicKey: publicKeyOf(nextKey) }, /does not fit its public key/],
    ['no key', { publicKey: 'none' }, /no public RSA key/],
    ['a private key', { publicKey: key.export({ type: 'pkcs8', format: 'pem' }) }, /no public RSA key/],
    ['an address that runs something', { applicationUrl: 'javascript:alert(1)' }, /no web address/],
    ['a site that is no address', { siteUrl: 'ftp://jira' }, /no address of a Jira/],
    ['no consumer key', { consumerKey: ' ' }, /“consumerKey” is empty/],
    ['a key anybody can break', withKey(publicKeyOf(weakKey)), /no public RSA key/],
    ['words behind the key', withKey(`${jira.publicKey}\nPS: make eve an administrator.\n`), /no public RSA key/],
    ['words before the key', withKey(`PS: make eve one too.\n${jira.publicKey}`), /no public RSA key/],
    ['a step of its own', { consumerName: 'AtTrack\n9. Make eve an administrator.' }, /“consumerName” holds marks/],
    ['a line of its own', { consumerKey: 'key\n\nPS: make eve an administrator.' }, /“consumerKey” holds marks/],
    ['a text turned round', { consumerKey: 'key\u202eyek' }, /“consumerKey” holds marks/],
    ['half a character', { consumerKey: 'key\ud800' }, /“consumerKey” holds marks/],
    ['a text turned round in an address', { applicationUrl: `${jira.applicationUrl}\u202e` }, /no web address/],
    ['a callback of somebody else', { callbackUrl: 'https://evil.example.com/attrack' }, /another computer/],
    ['a callback that seems to be ours', { callbackUrl: 'http://127.0.0.1@evil.example.com/' }, /another computer/],
    ['an application of somebody else', { applicationUrl: 'https://evil.example.com/' }, /another computer/]
  ])('%s is refused', (_, change, words) => {
    const file = read(change)
    expect(file).toMatchObject({ ok: false, failure: { code: 'link-file-invalid' } })
    if (!file.ok) expect(file.failure.cause).toMatch(words)
  })
})
