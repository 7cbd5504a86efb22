import type { KeyboardEvent } from 'react'

/** For the element around a form or a question that stands within a dialog: Escape closes it, and not the dialog. */
export const closedByEscape = (close: () => void) => ({
  'data-keeps-escape': true,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) close()
  }
})
