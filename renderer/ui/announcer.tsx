/** The one polite live region: what changes without being asked for is told here, and only here. */
import { VisuallyHidden } from '@mantine/core'
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'

const AnnouncerContext = createContext<(text: string) => void>(() => undefined)

/** Messages that come faster than this are put together, so that none is lost. */
const gatherMs = 120

export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('')
  const waiting = useRef<string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const announce = useCallback((message: string) => {
    waiting.current.push(message)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const next = waiting.current.join(' ')
      waiting.current = []
      // A repeated text would not be read again: the no-break space makes it another one.
      setText((old) => (old === next ? `${next}\u00a0` : next))
    }, gatherMs)
  }, [])
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <VisuallyHidden>
        <div aria-live="polite" role="status" data-announcer>
          {text}
        </div>
      </VisuallyHidden>
    </AnnouncerContext.Provider>
  )
}

/** Returns the function that has a text read out politely. */
export const useAnnounce = () => useContext(AnnouncerContext)
