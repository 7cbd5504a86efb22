/** Who began each sign-in at a Jira's page: nobody else fetches what came of it, pastes its code or ends it. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StartedSignIn } from '../../preload/contract/connections.ts'
import { acting } from '../members/acting.ts'

export interface FlowOwners {
  /**
   * Begins one for the acting member.
   * @param cancel ends it again, when whoever asked has left before it had begun.
   */
  begin(start: () => Promise<Result<StartedSignIn>>, cancel: (flowId: string) => void): Promise<Result<StartedSignIn>>
  /** Fails with `not-found` for everybody else, as for one that never was. */
  own(flowId: string): Result<null>
  /** Whoever sat there leaves: what is just beginning is not theirs to go on with. */
  leave(): void
}

/** Flows remembered; they live for minutes, and one is begun at a time. */
const most = 100

export function createFlowOwners(): FlowOwners {
  const owners = new Map<string, string | null>()
  let departures = 0
  const me = (): string | null => acting()?.id ?? null
  return {
    async begin(start, cancel) {
      const before = departures
      const flow = await start()
      if (!flow.ok) return flow
      const { flowId } = flow.value
      if (before !== departures) {
        cancel(flowId)
        return fail('cancelled')
      }
      for (const old of [...owners.keys()].slice(0, -most)) owners.delete(old)
      owners.set(flowId, me())
      return flow
    },
    own: (flowId) =>
      owners.has(flowId) && owners.get(flowId) === me() ? ok(null) : fail('not-found', { what: 'This sign-in' }),
    leave: () => void (departures += 1)
  }
}
