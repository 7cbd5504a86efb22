/**
 * Doing something once and showing how it went. Not TanStack's `useMutation`: that keeps the input (a password) in its
 * cache after the call.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Result } from '../../preload/contract/index.ts'
import { useLatest } from './use-latest.ts'

export interface Action<I, T> {
  /** Runs it and gives the `Result`; a second call while one is under way is a second call. */
  run: (input: I) => Promise<Result<T>>
  busy: boolean
  failure: Failure | null
  clear: () => void
}

export function useAction<I, T>(call: (input: I) => Promise<Result<T>>): Action<I, T> {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const latest = useLatest(call)
  const alive = useRef(true)
  const pressed = useRef<Element | null>(null)
  // A button that shows it is busy is disabled, and a disabled one loses the focus: it comes back to where it was.
  useEffect(() => {
    if (busy) return
    const { current: from } = pressed
    pressed.current = null
    if (document.activeElement === document.body && from instanceof HTMLElement) from.focus({ preventScroll: true })
  }, [busy])
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  const run = useCallback(
    async (input: I) => {
      pressed.current = document.activeElement
      setBusy(true)
      setFailure(null)
      const result = await latest.current(input)
      if (alive.current) {
        setBusy(false)
        if (!result.ok) setFailure(result.failure)
      }
      return result
    },
    [latest]
  )
  const clear = useCallback(() => setFailure(null), [])
  return { run, busy, failure, clear }
}
