/**
 * Which ways to sign in a Jira offers, and which to take: by its version, its base URL and what it answers when asked.
 * Nothing secret is sent, and nobody's count of failed sign-ins is touched.
 */
import type { ServerMethod, Site } from '../../../preload/contract/connections.ts'
import type { Transport, TransportReply } from '../../net/transport.ts'
import { basicHeader } from '../auth/basic.ts'

export interface Probes {
  /** Passwords are refused, whatever they are; null when it could not be found out. */
  readonly basicDisabled: boolean | null
  /** The resource for personal access tokens is there. */
  readonly tokens: boolean | null
  /** The OAuth 2.0 provider is there. */
  readonly oauth2: boolean | null
}

const probeTimeoutMs = 8_000

/** A name nobody has, so that no account's failed sign-ins are counted. */
const nobody = 'attrack-probe-no-such-user'

/** Asks all three at once. A probe that fails leaves its answer open: then the version decides. */
export async function probeMethods(transport: Transport, siteUrl: string, version: string): Promise<Probes> {
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<TransportReply | null> => {
    const sent = await transport.send({
      method: 'GET',
      url: siteUrl + path,
      headers: { Accept: 'application/json', ...headers },
      timeoutMs: probeTimeoutMs,
      maxBytes: 256 * 1024
    })
    return sent.ok ? sent.value : null
  }
  const [basic, tokens, oauth2] = await Promise.all([
    // The switch exists since 8.16 (Disabling basic authentication, Atlassian Support).
    atLeast(version, 8, 16) ? ask('/rest/api/2/serverInfo', { Authorization: basicHeader(nobody, nobody) }) : null,
    atLeast(version, 8, 14) ? ask('/rest/pat/latest/tokens') : null,
    atLeast(version, 8, 22) ? ask('/rest/oauth2/latest/authorize') : null
  ])
  return {
    basicDisabled: basic && isAnswer(basic) ? saysBasicDisabled(basic) : null,
    tokens: tokens && isAnswer(tokens) ? tokens.status !== 404 : null,
    oauth2: oauth2 && isAnswer(oauth2) ? oauth2.status !== 404 : null
  }
}

/** A gateway's redirect, an overloaded server or a limit says nothing about the method. */
const isAnswer = ({ status }: TransportReply): boolean =>
  status < 500 && status !== 429 && !(status >= 300 && status < 400)

const saysBasicDisabled = (reply: TransportReply): boolean =>
  reply.status === 403 &&
  /basic authentication has been disabled/i.test(Buffer.from(reply.body.subarray(0, 4096)).toString('utf8'))

/** @param version `10.3.2`. */
export function atLeast(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return a > major || (a === major && b >= minor)
}

export interface AdviceInput {
  readonly version: string
  /** What Jira calls itself. */
  readonly baseUrl: string
  /** The address travels over plain http, beyond this computer. */
  readonly insecure: boolean
  readonly probes: Probes
}

type Method = Site['methods'][number]

/** The methods in the order shown. Exactly one possible one is recommended. */
export function adviseMethods(input: AdviceInput): Method[] {
  const impossible = reasons(input)
  const order: readonly ServerMethod[] = ['password', 'oauth1', 'pat', 'oauth2']
  const [method, because] = recommendation(input, (one) => impossible[one] === null)
  return order.map((one) => ({
    method: one,
    recommended: one === method,
    impossible: impossible[one],
    because: one === method ? because : null
  }))
}

function reasons({ version, baseUrl, probes }: AdviceInput): Record<ServerMethod, string | null> {
  return {
    password: probes.basicDisabled
      ? 'This Jira does not allow login and password for apps (the default since Jira 11). A Jira administrator can allow it under System → Authentication methods.'
      : null,
    oauth1: null,
    pat: !atLeast(version, 8, 14)
      ? `Jira ${version} has no personal access tokens; they came with 8.14.`
      : probes.tokens === false
        ? 'Personal access tokens are switched off at this Jira. A Jira administrator can allow them.'
        : null,
    oauth2: !atLeast(version, 8, 22)
      ? `Jira ${version} has no OAuth 2.0 for apps; it came with 8.22.`
      : !/^https:/i.test(baseUrl)
        ? `OAuth 2.0 needs a Jira whose base URL starts with https; this one calls itself ${baseUrl}.`
        : probes.oauth2 === false
          ? 'OAuth 2.0 does not answer at this address. If a gateway stands before Jira, have it let /rest/oauth2 through.'
          : null
  }
}

/**
 * A token needs no administrator, works where passwords do not, and locks nobody out; over plain http everything but a
 * signature could be used by whoever reads along.
 */
function recommendation(
  { version, insecure }: AdviceInput,
  possible: (method: ServerMethod) => boolean
): readonly [ServerMethod, string] {
  if (insecure) return ['oauth1', 'Over plain http it is the only way that sends nothing others could use.']
  if (possible('pat')) return ['pat', 'It needs no administrator, and your password stays with you.']
  // Unknown whether passwords are allowed, and since 11 they usually are not.
  if (possible('password') && !atLeast(version, 11, 0))
    return ['password', 'It works at once, without an administrator.']
  return ['oauth1', 'It works without your password; a Jira administrator sets it up once.']
}
