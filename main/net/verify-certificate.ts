/**
 * What Chromium asks about certificates, answered: its own verdict stands, and is only added to by what was imported or
 * pinned for one Jira (decision 0016). What was refused is kept, for Chromium only says that it was.
 */
import { X509Certificate } from 'node:crypto'
import type { Certificate as ShownCertificate, Request as VerifyRequest, Session } from 'electron'
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'
import { judgeChain, type Judgement } from './certificates/judge-chain.ts'
import type { SiteRules } from './site-rules.ts'

/** Answers to a verify request: Electron's own two, and codes of net/base/net_error_list.h. */
const answers = {
  accept: 0,
  refuse: -2,
  asChromium: -3,
  /** ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN */
  pinDiffers: -150
} as const

/** ERR_CERT_AUTHORITY_INVALID: the one refusal an imported authority answers. A revoked certificate stays refused. */
const unknownAuthority = -202
/** ERR_CERT_REVOKED */
const revoked = -206

/** Certificates Chromium nests in one another. */
const longestChain = 16

/** Keeps why certificates were refused. Verdicts are asked for by host name only, and once: Chromium remembers them. */
export interface Refusals {
  note(hostname: string, why: Failure): void
  /** To be taken before a request is sent. */
  mark(): number
  /**
   * Why the certificate of a request's server was refused.
   * @param told what Chromium's error said; it comes back where nothing more is known.
   */
  of(url: string, mark: number, told: Failure): Failure
}

/** A host as verdicts are asked for by: no brackets, no dot at the end. */
export const plainHost = (host: string): string =>
  host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

export function createRefusals(): Refusals {
  const byHost = new Map<string, { why: Failure; number: number }>()
  const byOrigin = new Map<string, Failure>()
  let count = 0
  return {
    note(hostname, why) {
      count += 1
      byHost.set(plainHost(hostname), { why, number: count })
    },
    mark: () => count,
    of(url, mark, told) {
      const { origin, hostname } = new URL(url)
      const last = byHost.get(plainHost(hostname))
      // Another port of the same host may have been refused for another reason meanwhile.
      const why = last && (last.number > mark || !byOrigin.has(origin)) ? last.why : byOrigin.get(origin)
      // Chromium puts the unknown authority before the rest; what it names itself is so.
      if (!why || (told.code !== 'certificate-unknown-authority' && told.code !== why.code)) return told
      byOrigin.set(origin, why)
      return why
    }
  }
}

/**
 * Makes a session verify by these rules.
 * @param rulesFor what is set for a host, as `plainHost` has it; null where nothing is.
 * @param seen told Chromium's own verdict on each leaf (SHA-256) of a host, as `plainHost` has it.
 */
export function verifyIn(
  session: Session,
  rulesFor: (hostname: string) => SiteRules | null,
  refusals: Refusals,
  seen: (host: string, leaf: string, trusted: boolean) => void = () => undefined
): void {
  session.setCertificateVerifyProc((request, decide) => {
    let answer: number = answers.refuse
    try {
      const rules = rulesFor(plainHost(request.hostname))
      const trusted = request.errorCode === 0
      const chain = chainOf(request.certificate)
      seen(plainHost(request.hostname), chain[0]?.fingerprint256 ?? '', trusted)
      const judged = judgeChain({
        chain,
        host: request.hostname,
        authorities: rules?.authorities ?? [],
        pin: rules?.pin?.fingerprint256 ?? null,
        systemTrusts: trusted,
        now: Date.now()
      })
      answer = answerFor(request, judged)
      if (judged.failure) refusals.note(request.hostname, judged.failure)
    } catch {
      // A certificate that Chromium can read and Node cannot: thrown here, it would end the app.
      refusals.note(
        request.hostname,
        failure('tls-failed', { host: request.hostname, detail: 'a certificate unreadable' })
      )
    }
    decide(answer)
  })
}

function answerFor({ errorCode }: VerifyRequest, { trustedBy, failure }: Judgement): number {
  if (failure?.code === 'certificate-changed') return answers.pinDiffers
  if (trustedBy === 'imported' && errorCode === unknownAuthority) return answers.accept
  if (trustedBy === 'pin' && errorCode !== revoked) return answers.accept
  return answers.asChromium
}

/** As the server presented it: Chromium nests each certificate's successor in it. */
function chainOf(shown: ShownCertificate): X509Certificate[] {
  const chain: X509Certificate[] = []
  let one: ShownCertificate | undefined = shown
  while (one?.data && chain.length < longestChain) {
    chain.push(new X509Certificate(one.data))
    one = one.issuerCert as ShownCertificate | undefined
  }
  return chain
}
