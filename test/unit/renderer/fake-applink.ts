/** What the invented bridge answers about the application link, its keys, and waiting for it. */
import { failure, ok, err } from '../../../preload/contract/index.ts'
import type { Applink, ChangedTopic, Connection, LinkFile, PublicKey } from '../../../preload/contract/index.ts'
import type { Answers, State } from './fake-answers.ts'
import { connection, hour } from './fake-data.ts'

type Own = Extract<keyof Answers, `applink.${string}`>

/** A real key, so that its fingerprint can be computed from it. */
const der =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7Qkrm' +
  'BL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkA' +
  'FmxZzow3x+VJYKdjykkJ0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLe' +
  'lf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmwIDAQAB'

const pem = (body: string) =>
  `-----BEGIN PUBLIC KEY-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`

/** SHA-256 of `der`. */
export const fingerprint =
  'f5:6c:8b:01:22:7f:62:dd:bc:16:eb:29:a6:ac:0b:31:0e:27:67:60:a5:e0:63:02:fa:88:1a:35:14:6f:6b:c7'
export const otherFingerprint =
  'ab:cd:12:34:56:78:9a:bc:de:f0:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:01:02:03:04:05:06'

export const publicKey: PublicKey = {
  publicKey: pem(der),
  publicKeyOneLine: der,
  fingerprint,
  createdAt: new Date(2026, 10, 3, 9, 30).getTime()
}

export const otherKey: PublicKey = {
  publicKey: pem('MIIBother'),
  publicKeyOneLine: 'MIIBother',
  fingerprint: otherFingerprint,
  createdAt: new Date(2026, 11, 1, 9, 30).getTime()
}

const steps = {
  v8: ['Open Administration → Applications → Application links.', 'Choose “Create new link”.'],
  v9: ['Choose “Create link”.', 'Choose “Atlassian product”, not “External application”.'],
  v10: ['Choose “Create link”, at the top right.', 'Choose “Atlassian product”, not “External application”.']
}

export const applink = (more: Partial<Applink> = {}): Applink => {
  const family = more.family ?? 'v10'
  return {
    ...publicKey,
    consumerKey: 'Oauth_attrack_prod',
    consumerName: 'AtTrack',
    applicationUrl: 'https://attrack.invalid',
    callbackUrl: 'http://127.0.0.1/attrack/callback',
    family,
    steps: steps[family],
    message: `Please make an application link for ${more.consumerKey ?? 'Oauth_attrack_prod'} (${family}).`,
    formerKey: null,
    ...more
  }
}

export const linkFile: LinkFile = {
  format: 'attrack-application-link',
  version: 1,
  siteUrl: 'https://tracker.example.org',
  family: 'v9',
  consumerKey: 'Oauth_other',
  consumerName: 'AtTrack',
  publicKey: otherKey.publicKey,
  fingerprint: otherKey.fingerprint,
  applicationUrl: 'https://attrack.invalid',
  callbackUrl: 'http://127.0.0.1/attrack/callback',
  savedAt: '2026-11-20T08:00:00.000Z'
}

/** Waits for its first application link: nobody has signed in yet. */
export const waiting = (more: Partial<Connection> = {}): Connection =>
  connection('w1', {
    userName: '',
    userDisplayName: '',
    status: 'waiting-for-administrator',
    action: 'check',
    failure: null,
    lastSuccessAt: null,
    nextTryAt: Date.now() + 5 * 60_000 + 5000,
    createdAt: Date.now() - hour,
    ...more
  })

/** The link it waited for works now. */
export const ready = (more: Partial<Connection> = {}): Connection =>
  waiting({ status: 'needs-sign-in', action: 'sign-in', failure: null, nextTryAt: null, ...more })

export function applinkAnswers(state: State, changed: (...topics: ChangedTopic[]) => void): Pick<Answers, Own> {
  const kept = (link: Applink) => {
    state.applink = link
    changed('applink')
    return ok(link)
  }
  const former = () => state.applink.formerKey ?? publicKey
  return {
    'applink.get': ({ consumerKey, family }) => {
      const { formerKey, ...shown } = state.applink
      return ok(
        applink({
          ...keyOf(shown),
          formerKey,
          ...(consumerKey ? { consumerKey } : {}),
          ...(family ? { family } : {})
        })
      )
    },
    'applink.test': () =>
      ok({ message: 'Jira knows the consumer key and accepts the signature.', fingerprint: state.applink.fingerprint }),
    'applink.saveSheet': ({ format }) => ok({ file: `/home/kim/AtTrack application link.${format}` }),
    'applink.saveLinkFile': () => ok({ file: '/home/kim/jira.attrack-link.json' }),
    'applink.openLinkFile': () =>
      ok({ link: linkFile, sameKey: false, message: 'Please make the other link.', steps: steps.v9 }),
    'applink.rotateKey': () => kept({ ...state.applink, ...otherKey, formerKey: publicKey }),
    'applink.importKey': () => kept({ ...state.applink, ...otherKey, formerKey: publicKey }),
    'applink.exportKey': () => ok({ file: '/home/kim/attrack-key.pem' }),
    'applink.finishKeyChange': ({ anyway }) =>
      anyway
        ? kept({ ...state.applink, formerKey: null })
        : err(failure('key-still-needed', { sites: 'jira.example.com', other: 'new' })),
    'applink.cancelKeyChange': ({ anyway }) =>
      anyway
        ? kept({ ...state.applink, ...former(), formerKey: null })
        : err(failure('key-still-needed', { sites: 'jira.example.com', other: 'former' }))
  }
}

const keyOf = ({ publicKey: key, publicKeyOneLine, fingerprint: print, createdAt }: PublicKey): PublicKey => ({
  publicKey: key,
  publicKeyOneLine,
  fingerprint: print,
  createdAt
})
