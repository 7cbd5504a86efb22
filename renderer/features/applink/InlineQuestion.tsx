import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { closedByEscape } from './closed-by-escape.ts'
import classes from './ApplinkSetup.module.css'

interface InlineQuestionProps {
  readonly question: string
  /** The word on the button that does it. */
  readonly action: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before something that cannot be undone, in place: a dialog over the dialog would hide what it is about. */
export function InlineQuestion({ question, action, busy, onConfirm, onCancel }: InlineQuestionProps) {
  const { t } = useTranslation()
  const safe = useRef<HTMLButtonElement>(null)
  useEffect(() => safe.current?.focus(), [])
  return (
    <div className={classes.box} role="group" aria-label={question} {...closedByEscape(onCancel)}>
      <Text size="sm">{question}</Text>
      <Group gap="xs">
        <Button ref={safe} size="compact-sm" variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="compact-sm" color="red.9" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </div>
  )
}
