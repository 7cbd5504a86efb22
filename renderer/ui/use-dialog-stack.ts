/**
 * Dialogs over dialogs: the later one lies on top, and only the topmost answers Escape. Not Mantine's `Modal.Stack`:
 * its dialogs forget where the focus came from when one over them closes.
 */
import { useEffect, useId, useSyncExternalStore } from 'react'
import { useLatest } from './use-latest.ts'

/** Open dialogs, the topmost last. */
let open: readonly string[] = []
const followers = new Set<() => void>()
const change = (next: readonly string[]) => {
  open = next
  for (const follow of followers) follow()
}
const subscribe = (follow: () => void) => {
  followers.add(follow)
  return () => followers.delete(follow)
}

/** One key press closes one dialog, also when the next one is the topmost before the press is over. */
const handled = new WeakSet<KeyboardEvent>()

/** What had the focus last and stays: an entry of a menu goes with its menu, sometimes before the dialog it opens is there. */
let lastFocused: HTMLElement | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && target.closest('[role=menu]') === null) lastFocused = target
})

/**
 * Mantine gives the focus back after some 10 ms. Where it did not – what had the focus in the dialog was just going, and
 * what takes its place goes with the dialog – this does: then, or once the dialog has faded away.
 */
const afterClosingMs = [60, 400]

function giveBack(from: HTMLElement | null): void {
  if (!from?.isConnected) return
  const { activeElement, body } = from.ownerDocument
  if (activeElement === body) from.focus({ preventScroll: true })
}

/** Mantine's own layer for dialogs; menus and tooltips lie at 300. */
const ground = 200

/**
 * What asks not to be closed over: an open menu, a search box with words in it (Mantine's own mark), and a form or a
 * question within the dialog, which Escape closes instead (`data-keeps-escape`).
 */
const keepsEscape = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.getAttribute('data-mantine-stop-propagation') === 'true' || target.closest('[data-keeps-escape]') !== null)

/** @returns the layer (`z-index`) of a dialog; closes it on Escape while it is the topmost. */
export function useDialogStack(opened: boolean, onClose: () => void): number {
  const me = useId()
  const close = useLatest(onClose)
  const place = useSyncExternalStore(subscribe, () => open.indexOf(me))
  useEffect(() => {
    if (!opened) return
    const from = lastFocused
    change([...open, me])
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || handled.has(event) || open.at(-1) !== me) return
      if (keepsEscape(event.target)) return
      handled.add(event)
      close.current()
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => {
      window.removeEventListener('keydown', press, { capture: true })
      change(open.filter((one) => one !== me))
      for (const ms of afterClosingMs) setTimeout(() => giveBack(from), ms)
    }
  }, [opened, me, close])
  return ground + Math.max(0, place)
}
