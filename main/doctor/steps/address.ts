/** Step 1: what the address says. Nothing is sent. */
import { isThisComputer } from '../../jira/site/address.ts'
import { failed, good, warned, type Step } from '../step.ts'

export const address: Step = {
  id: 'address',
  async run({ subject, facts }) {
    if (subject.invalid) return failed(subject.invalid)
    const { protocol, hostname, port, pathname } = new URL(facts.siteUrl)
    const secure = protocol === 'https:'
    const others = subject.candidates.slice(1)
    const evidence = [
      `scheme ${secure ? 'https' : 'http'}, host ${hostname}, port ${port || (secure ? '443' : '80')}`,
      pathname === '/' ? 'no context path' : `context path ${pathname}`,
      ...(others.length > 0 ? [`otherwise ${others.join(', ')}`] : [])
    ]
    if (secure || isThisComputer(hostname)) return good(`${facts.siteUrl} can be used.`, evidence)
    return warned(
      'Plain http: whoever is on the way can read what is sent, a password or token too, unless OAuth 1.0 is used.',
      null,
      evidence
    )
  }
}
