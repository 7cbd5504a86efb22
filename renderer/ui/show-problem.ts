/** What is wrong with a field is told below it, where the edge of a long dialog may cover it. */

const words = '.mantine-InputWrapper-error'

/**
 * Ref of an element with fields: when it is told what is wrong with the field that has the focus, the words are scrolled
 * to where they can be read. The focus itself goes there before there are any words.
 */
export function showProblem(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const added of addedNodes) {
        if (!(added instanceof Element && added.matches(words))) continue
        if (added.parentElement?.contains(document.activeElement)) added.scrollIntoView({ block: 'nearest' })
      }
  })
  observer.observe(element, { childList: true, subtree: true })
  return () => observer.disconnect()
}
