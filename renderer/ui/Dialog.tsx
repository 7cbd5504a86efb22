import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { showProblem } from './show-problem.ts'
import { useDialogStack } from './use-dialog-stack.ts'

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  /** Also the dialog's accessible name. */
  readonly title: string
  readonly size?: 'sm' | 'md' | 'lg' | 'xl'
  readonly children: ReactNode
}

/** Pixels. */
const widths = { sm: 420, md: 540, lg: 660, xl: 820 }

/** A modal dialog: traps the focus, gives it back, closes on Escape. */
export function Dialog({ opened, onClose, title, size = 'md', children }: DialogProps) {
  const { t } = useTranslation()
  const layer = useDialogStack(opened, onClose)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={widths[size]}
      yOffset="5vh"
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={layer}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      styles={{
        // What gets the focus is scrolled to where neither the title nor a DialogFooter covers it.
        content: { scrollPadding: '64px 0 72px' },
        body: { overflowWrap: 'break-word' },
        // It may end with a name of several lines, or of one long word.
        title: {
          fontWeight: 600,
          fontSize: 'var(--mantine-font-size-lg)',
          lineHeight: 1.35,
          overflowWrap: 'anywhere'
        }
      }}
      overlayProps={{ backgroundOpacity: 0.4 }}
    >
      <div ref={showProblem}>{children}</div>
    </Modal>
  )
}
