/** Step 5: the handshake, as a request would make it: same way, same trust. Nothing is sent over it. */
import type { CertificateReport } from '../../../preload/contract/networks.ts'
import { failed, good, skipped, warned, type Step } from '../step.ts'

const trust: Readonly<Record<NonNullable<CertificateReport['trustedBy']>, string>> = {
  system: 'trusted by this computer',
  imported: 'trusted by an authority imported for this Jira',
  pin: 'trusted by the certificate pinned for this Jira'
}

const dayMs = 86_400_000
/** A certificate that ends within this is worth a word. */
const soonDays = 14

export const tls: Step = {
  id: 'tls',
  async run({ deps, facts }) {
    if (!facts.siteUrl.startsWith('https:')) return skipped('The address is plain http: there is nothing to agree on.')
    const inspected = await deps.network.inspect(facts.siteUrl)
    if (!inspected.ok) {
      // Our own defect says nothing about the way: the request itself will tell.
      return failed(inspected.failure, [], inspected.failure.code === 'internal')
    }
    const { report, protocol, cipher } = inspected.value
    const [leaf] = report.chain
    const evidence = [
      ...(protocol === null ? [] : [[protocol, cipher].filter(Boolean).join(', ')]),
      ...(leaf
        ? [
            `certificate of ${leaf.subject}`,
            `issued by ${leaf.issuer}`,
            `valid ${day(leaf.validFrom)} to ${day(leaf.validTo)}`,
            `SHA-256 ${leaf.fingerprint}`
          ]
        : []),
      ...(report.chain.length > 1 ? [`${report.chain.length} certificates were sent`] : []),
      ...report.problems.map(({ text }) => text),
      ...(report.trustedBy === null ? [] : [trust[report.trustedBy]])
    ]
    if (report.failure) return failed(report.failure, evidence)
    const daysLeft = leaf ? Math.floor((leaf.validTo - Date.now()) / dayMs) : Number.MAX_SAFE_INTEGER
    if (daysLeft < soonDays)
      return warned(
        `The certificate is good, but ends in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}.`,
        null,
        evidence
      )
    return good(`The connection is secure${protocol === null ? '' : ` (${protocol})`}.`, evidence)
  }
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
