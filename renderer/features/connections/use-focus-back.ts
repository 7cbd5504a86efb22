import { useEffect, useRef, type RefObject } from 'react'
import type { SignInFlowState } from './use-sign-in-flow.ts'

type Target = RefObject<HTMLElement | null>

interface FocusBackOptions {
  /** Something else had taken the form's place just before. */
  readonly returned?: boolean
  /** What a failure asks for again, such as a secret that was sent and is gone. */
  readonly afterFailure?: Target | null
}

/**
 * Puts the focus on `target` when the form comes back: what had it is gone after waiting for Jira's page, and a button
 * that was disabled meanwhile has lost it.
 */
export function useFocusBack(state: SignInFlowState, target: Target, options: FocusBackOptions = {}): void {
  const { returned = false, afterFailure = null } = options
  const before = useRef<SignInFlowState['at']>(returned ? 'waiting' : 'idle')
  const failed = state.at === 'idle' && state.failure !== null
  useEffect(() => {
    const was = before.current
    before.current = state.at
    if (state.at !== 'idle' || was === 'idle') return
    // A moment later: what had made room for the waiting comes back too, and would push the field out of view.
    const frame = requestAnimationFrame(() => {
      if (failed && afterFailure) afterFailure.current?.focus()
      else if (was === 'waiting' || document.activeElement === document.body) target.current?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [state.at, failed, target, afterFailure])
}
