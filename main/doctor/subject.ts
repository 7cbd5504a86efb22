/** What a run is about: a connection, or an address nobody has signed in at yet. */
import type { CheckedInput } from '../../preload/contract/index.ts'
import { ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraProduct } from '../jira/client.ts'
import { candidateAddresses } from '../jira/site/address.ts'
import type { ConnectionRecord } from '../store/api.ts'
import type { DoctorDeps } from './deps.ts'

export interface Subject {
  /** Equal for two runs about the same. */
  readonly key: string
  readonly connection: ConnectionRecord | null
  /** The sign-in of the connection that the outcome belongs to. */
  readonly generation: number
  readonly product: JiraProduct
  /** Base URLs in the order to try, a connection's own alone; none when what was entered is no address. */
  readonly candidates: readonly string[]
  readonly invalid: Failure | null
}

/** Failures: `not-found` for a connection that is gone, the store's. */
export async function subjectOf(
  { connections }: Pick<DoctorDeps, 'connections'>,
  input: CheckedInput<'doctor.start'>
): Promise<Result<Subject>> {
  if ('siteUrl' in input) return ok(addressed(input.siteUrl))
  const generation = connections.generation(input.connectionId)
  const found = await connections.load(input.connectionId)
  if (!found.ok) return found
  const { siteUrl, product, id } = found.value
  return ok({ key: id, connection: found.value, generation, product, candidates: [siteUrl], invalid: null })
}

function addressed(typed: string): Subject {
  const cleaned = candidateAddresses(typed)
  const common = { connection: null, generation: 0, invalid: null }
  if (cleaned.ok) return { ...common, key: cleaned.value.candidates.join(' '), product: 'server', ...cleaned.value }
  const { code, params } = cleaned.failure
  if (code === 'is-cloud') {
    const siteUrl = `https://${params['host'] ?? ''}`
    return { ...common, key: siteUrl, product: 'cloud', candidates: [siteUrl] }
  }
  // What was typed may be anything, a password too: it is shown nowhere.
  return { ...common, key: typed, product: 'server', candidates: [], invalid: cleaned.failure }
}
