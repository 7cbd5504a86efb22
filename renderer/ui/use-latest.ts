import { useLayoutEffect, useRef, type RefObject } from 'react'

/** The newest value, for what is called later than it was made (timers, answers). */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
