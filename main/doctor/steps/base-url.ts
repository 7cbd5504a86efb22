/** Step 7: whether Jira calls itself by the address it is reached at. */
import { failure } from '../../../preload/contract/failures/failure.ts'
import { sameAddress } from '../../jira/site/address.ts'
import { good, skipped, warned, type Step } from '../step.ts'

export const baseUrl: Step = {
  id: 'base-url',
  async run({ subject, facts }) {
    if (subject.product === 'cloud') return skipped('Jira Cloud has one address only.')
    if (!facts.site) return skipped('Jira did not say what it calls itself.')
    const { siteUrl: address } = facts
    const { baseUrl: told } = facts.site
    if (sameAddress(address, told)) return good('Jira calls itself by this address.', [`base URL ${told}`])
    return warned(`Jira calls itself ${told}.`, failure('base-url-differs', { baseUrl: told, address }), [
      `base URL ${told}`,
      `reached at ${address}`
    ])
  }
}
