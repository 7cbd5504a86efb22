import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './Notice.module.css'

const icons = {
  error: IconAlertTriangle,
  warning: IconInfoCircle,
  info: IconInfoCircle,
  success: IconCircleCheck
} as const

interface NoticeProps {
  readonly tone: keyof typeof icons
  /** `alert` and `status` answer what the person just did: read out, and brought into view. */
  readonly role: 'alert' | 'status' | 'group' | 'note'
  readonly label?: string
  readonly children: ReactNode
}

/** Something to be noticed, in a frame of its tone. The words are black on nearly white, whatever the tone. */
export function Notice({ tone, role, label, children }: NoticeProps) {
  const root = useRef<HTMLDivElement>(null)
  const answers = role === 'alert' || role === 'status'
  useEffect(() => {
    if (answers) root.current?.scrollIntoView?.({ block: 'nearest' })
  }, [answers])
  const Sign = icons[tone]
  return (
    <Alert
      ref={root}
      role={role}
      {...(label ? { 'aria-label': label } : {})}
      variant="light"
      data-tone={tone}
      icon={<Sign aria-hidden />}
      classNames={{ root: classes.notice ?? '', icon: classes.icon ?? '' }}
    >
      {children}
    </Alert>
  )
}
