/**
 * One sign-in on a page of Jira's or Atlassian's: asked for, waited for, cancelled when nobody waits any more. The
 * same for OAuth 1.0, OAuth 2.0 and Cloud; what differs is the two channels.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Result, SignInVia, StartedSignIn } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useLatest } from '../../ui/use-latest.ts'

export type SignInFlowState =
  | { readonly at: 'idle'; readonly failure: Failure | null }
  | { readonly at: 'starting'; readonly via: SignInVia }
  | { readonly at: 'waiting'; readonly flow: StartedSignIn }

export interface SignInFlow<I> {
  readonly state: SignInFlowState
  /** The input is not kept: a client secret in it is gone once it was sent. */
  readonly start: (input: I) => Promise<void>
  /** Ends the sign-in under way, or forgets the last one's failure. */
  readonly cancel: () => void
}

interface FlowSteps<I, T> {
  readonly begin: (input: I) => Promise<Result<StartedSignIn>>
  /** Resolves when the person has answered on that page. */
  readonly outcome: (flow: { flowId: string }) => Promise<Result<T>>
  readonly onDone: (value: T, flowId: string) => void
}

const idle = (failure: Failure | null): SignInFlowState => ({ at: 'idle', failure })
const cancelFlow = (flowId: string) => void bridge.connections.cancelSignIn({ flowId })

export function useSignInFlow<I extends { readonly via: SignInVia }, T>(steps: FlowSteps<I, T>): SignInFlow<I> {
  const [state, setState] = useState<SignInFlowState>(idle(null))
  /** The flow this component waits for; another one's outcome is nobody's business here. */
  const current = useRef<string | null>(null)
  const attempt = useRef(0)
  const latest = useLatest(steps)

  useEffect(
    () => () => {
      attempt.current += 1
      if (current.current) cancelFlow(current.current)
    },
    []
  )

  const start = useCallback(
    async (input: I) => {
      const mine = ++attempt.current
      setState({ at: 'starting', via: input.via })
      const started = await latest.current.begin(input)
      if (mine !== attempt.current) {
        if (started.ok) cancelFlow(started.value.flowId)
        return
      }
      if (!started.ok) return setState(idle(started.failure))
      const flow = started.value
      current.current = flow.flowId
      setState({ at: 'waiting', flow })
      const outcome = await latest.current.outcome({ flowId: flow.flowId })
      if (mine !== attempt.current) return
      current.current = null
      setState(idle(outcome.ok ? null : outcome.failure))
      if (outcome.ok) latest.current.onDone(outcome.value, flow.flowId)
    },
    [latest]
  )

  const cancel = useCallback(() => {
    attempt.current += 1
    const flowId = current.current
    current.current = null
    setState(idle(null))
    if (flowId) cancelFlow(flowId)
  }, [])

  return { state, start, cancel }
}
