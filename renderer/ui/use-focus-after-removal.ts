import { useCallback, useEffect, useRef, type RefObject } from 'react'

/** A closing dialog gives the focus back after some 10 ms; what must have it instead comes after that. */
export const afterDialogMs = 60

interface FocusAfterRemoval<E> {
  container: RefObject<E | null>
  /** To be called for the item about to go. */
  leaving: (id: string) => void
}

/**
 * Where the focus goes when the list item that had it is removed: to the first button that is left in `container`,
 * else to the main button of the module around it (`data-main`), else to `container` itself (give it `tabIndex={-1}`).
 */
export function useFocusAfterRemoval<E extends HTMLElement>(ids: readonly string[] | undefined): FocusAfterRemoval<E> {
  const container = useRef<E>(null)
  const gone = useRef<string | null>(null)
  const present = ids?.join(' ')
  useEffect(() => {
    if (gone.current === null || present === undefined || present.split(' ').includes(gone.current)) return
    gone.current = null
    setTimeout(() => {
      const { current } = container
      const button =
        current?.querySelector('button') ?? current?.closest('[data-module]')?.querySelector<HTMLElement>('[data-main]')
      ;(button ?? current)?.focus()
    }, afterDialogMs)
  }, [present])
  const leaving = useCallback((id: string) => {
    gone.current = id
  }, [])
  return { container, leaving }
}
