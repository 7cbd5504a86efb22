/** Signing in to Jira Cloud on Atlassian's page, with the choice of a site when the account has several. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { fail, type CloudSite, type Connection, type Failure } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useSignInFlow, type SignInFlowState } from './use-sign-in-flow.ts'

export interface SitesToChoose {
  readonly flowId: string
  /** Who allowed access. */
  readonly account: string
  readonly sites: readonly CloudSite[]
}

export interface CloudSignInState {
  readonly flow: SignInFlowState
  /** Set when the account lets AtTrack use several sites: the person chooses, the first is never taken. */
  readonly sites: SitesToChoose | null
  /** There is no OAuth client: an API token is the way. */
  readonly clientMissing: boolean
  readonly failure: Failure | null
  readonly logIn: (via: 'window' | 'browser') => void
  /** Ends what is under way, and forgets what failed. */
  readonly cancel: () => void
  /** The site was chosen, and with it the sign-in is over. */
  readonly chosen: (connection: Connection) => void
}

/** @param connectionId signs this connection in again. */
export function useCloudSignIn(
  connectionId: string | undefined,
  onDone: (connection: Connection) => void
): CloudSignInState {
  const [sites, setSites] = useState<SitesToChoose | null>(null)
  /** The flow whose site is not chosen yet; main keeps it until it is, or until told otherwise. */
  const open = useRef<string | null>(null)
  const end = useCallback(() => {
    if (open.current) void bridge.connections.cancelSignIn({ flowId: open.current })
    open.current = null
    setSites(null)
  }, [])
  useEffect(() => end, [end])
  const { state, start, cancel } = useSignInFlow({
    begin: async (input: { via: 'window' | 'browser' }) => {
      const client = await bridge.cloudClient.get()
      if (client.ok && client.value.source === 'none') return fail('cloud-client-missing')
      return bridge.connections.startCloud({ ...input, ...(connectionId ? { connectionId } : {}) })
    },
    outcome: bridge.connections.awaitCloudSites,
    onDone: (answer, flowId) => {
      if (answer.connection) return onDone(answer.connection)
      open.current = flowId
      setSites({ flowId, account: answer.account, sites: answer.sites })
    }
  })
  const failure = state.at === 'idle' ? state.failure : null
  const clientMissing = failure?.code === 'cloud-client-missing'
  return {
    flow: state,
    sites,
    clientMissing,
    failure: clientMissing ? null : failure,
    logIn: (via) => void start({ via }),
    cancel: () => {
      end()
      cancel()
    },
    chosen: (connection) => {
      open.current = null
      onDone(connection)
    }
  }
}
