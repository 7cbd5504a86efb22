import { useEffect, useRef, type RefObject } from 'react'

/**
 * For what the focus goes to when it is lost: the element that had it went with a change, or was disabled while busy.
 * @param change differs after each change that may take the focus away.
 */
export function useFocusRescue<E extends HTMLElement>(change: string | boolean): RefObject<E | null> {
  const rescue = useRef<E>(null)
  const before = useRef(change)
  useEffect(() => {
    if (before.current === change) return
    before.current = change
    // Only then the browser has noticed that what had the focus is gone.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) rescue.current?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [change])
  return rescue
}
