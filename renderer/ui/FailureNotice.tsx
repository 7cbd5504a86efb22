import { Alert, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../preload/contract/index.ts'
import classes from './FailureNotice.module.css'

interface FailureNoticeProps {
  readonly failure: Failure
  /** Buttons that carry the remedy out. */
  readonly actions?: ReactNode
  /** Read out at once: for what answers something the person just did. */
  readonly live?: boolean
  readonly id?: string
  /** Overrides the failure's own headline, e.g. to say which sync it was. */
  readonly title?: string
}

/** Title, cause, remedy, and below them what support wants to see. */
export function FailureNotice({ failure, actions, live = false, id, title }: FailureNoticeProps) {
  const { t } = useTranslation()
  return (
    <Alert
      {...(id ? { id } : {})}
      role={live ? 'alert' : 'group'}
      aria-label={live ? undefined : (title ?? failure.title)}
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      classNames={{ root: classes.notice ?? '', icon: classes.icon ?? '' }}
    >
      <Stack gap={6}>
        <Text fw={600} size="sm">
          {title ?? failure.title}
        </Text>
        {title && (
          <Text size="sm" fw={500}>
            {failure.title}
          </Text>
        )}
        <Text size="sm">{failure.cause}</Text>
        <Text size="sm">
          <Text span fw={600}>
            {t('common.whatToDo')}:{' '}
          </Text>
          {failure.remedy}
        </Text>
        {actions && <Group gap="xs">{actions}</Group>}
        <details className={classes.details}>
          <summary>{t('common.supportDetails')}</summary>
          <Code block className={classes.evidence ?? ''}>
            {failure.evidence ? `${failure.code}\n${failure.evidence}` : failure.code}
          </Code>
        </details>
      </Stack>
    </Alert>
  )
}
