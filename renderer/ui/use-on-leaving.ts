import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { useLatest } from './use-latest.ts'

/** Calls `left` when the window goes to another page: for dialogs that live above the pages and would stay over them. */
export function useOnLeaving(left: () => void): void {
  const { pathname, search } = useLocation()
  const here = `${pathname}${search}`
  const before = useRef(here)
  const latest = useLatest(left)
  useEffect(() => {
    if (before.current === here) return
    before.current = here
    latest.current()
  }, [here, latest])
}
