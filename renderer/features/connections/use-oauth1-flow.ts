/** One OAuth 1.0 sign-in: asked for, waited for, cancelled when nobody waits any more. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ChannelOutput, Connection, Failure, SignInVia } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useLatest } from '../../ui/use-latest.ts'
import type { SignInTarget } from './sign-in-target.ts'

export type OAuth1Flow = ChannelOutput<'connections.startOAuth1'>

type State =
  | { at: 'idle'; failure: Failure | null }
  | { at: 'starting'; via: SignInVia }
  | { at: 'waiting'; flow: OAuth1Flow }

export function useOAuth1Flow(target: SignInTarget, onDone: (connection: Connection) => void) {
  const [state, setState] = useState<State>({ at: 'idle', failure: null })
  /** The flow this component waits for; another one's outcome is nobody's business here. */
  const current = useRef<string | null>(null)
  const attempt = useRef(0)
  const done = useLatest(onDone)

  useEffect(
    () => () => {
      attempt.current += 1
      if (current.current) void bridge.connections.cancelSignIn({ flowId: current.current })
    },
    []
  )

  const start = useCallback(
    async (consumerKey: string, via: SignInVia) => {
      const mine = ++attempt.current
      setState({ at: 'starting', via })
      const started = await bridge.connections.startOAuth1({
        siteUrl: target.siteUrl,
        consumerKey,
        via,
        ...(target.known ? { connectionId: target.known.connectionId } : {})
      })
      if (mine !== attempt.current) {
        if (started.ok) void bridge.connections.cancelSignIn({ flowId: started.value.flowId })
        return
      }
      if (!started.ok) return setState({ at: 'idle', failure: started.failure })
      const flow = started.value
      current.current = flow.flowId
      setState({ at: 'waiting', flow })
      const outcome = await bridge.connections.awaitSignIn({ flowId: flow.flowId })
      if (mine !== attempt.current) return
      current.current = null
      setState({ at: 'idle', failure: outcome.ok ? null : outcome.failure })
      if (outcome.ok) done.current(outcome.value)
    },
    [target, done]
  )

  const cancel = useCallback(() => {
    attempt.current += 1
    const flowId = current.current
    current.current = null
    setState({ at: 'idle', failure: null })
    if (flowId) void bridge.connections.cancelSignIn({ flowId })
  }, [])

  return { state, start, cancel }
}
