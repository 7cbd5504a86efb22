import { useEffect, useRef, type RefObject } from 'react'

/** A button that was busy, and disabled for it, has lost the focus: gives it back when it is done. */
export function useFocusKept(busy: boolean, target: RefObject<HTMLElement | null>): void {
  const before = useRef(busy)
  useEffect(() => {
    const was = before.current
    before.current = busy
    if (was && !busy && document.activeElement === document.body) target.current?.focus()
  }, [busy, target])
}
