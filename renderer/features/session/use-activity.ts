import { useEffect } from 'react'
import { bridge } from '../../bridge.ts'

/** Main counts in minutes; more often than this nobody has to tell it. */
const tellEveryMs = 20_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Tells main that somebody is there, so that it does not lock the window. Only what a person did counts. */
export function useActivity(signIn: boolean): void {
  useEffect(() => {
    if (!signIn) return
    let told = -Infinity
    const tell = (event: Event) => {
      if (!event.isTrusted || event.timeStamp - told < tellEveryMs) return
      told = event.timeStamp
      void bridge.session.active()
    }
    for (const sign of signs) window.addEventListener(sign, tell, { capture: true, passive: true })
    return () => {
      for (const sign of signs) window.removeEventListener(sign, tell, { capture: true })
    }
  }, [signIn])
}
