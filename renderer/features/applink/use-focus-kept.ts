import { useEffect, useRef, type RefObject } from 'react'

/** For a button that is disabled while busy, and so loses the focus: gives it back when it is done. */
export function useFocusKept(busy: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(busy)
  useEffect(() => {
    const was = before.current
    before.current = busy
    if (was && !busy && document.activeElement === document.body) button.current?.focus()
  }, [busy])
  return button
}
