import { useEffect, useRef, type RefObject } from 'react'
import type { SignInFlowState } from './use-sign-in-flow.ts'

/**
 * Puts the focus on `target` when the form comes back: what had it is gone after waiting for Jira's page, and after
 * something else took the form's place (`returned`).
 */
export function useFocusBack(
  state: SignInFlowState,
  target: RefObject<HTMLElement | null>,
  returned: boolean = false
): void {
  const returning = useRef(returned)
  useEffect(() => {
    if (state.at === 'waiting') returning.current = true
    else if (state.at === 'idle' && returning.current) {
      returning.current = false
      target.current?.focus()
    }
  }, [state.at, target])
}
