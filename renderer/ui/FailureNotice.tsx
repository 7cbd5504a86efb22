import { Code, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../preload/contract/index.ts'
import { useFailureHelp } from './failure-help.ts'
import { FailuresLink } from './FailuresLink.tsx'
import { Notice } from './Notice.tsx'
import classes from './FailureNotice.module.css'

interface FailureNoticeProps {
  readonly failure: Failure
  /** Buttons that carry the remedy out, beside those it gets for where it stands (failure-help.ts). */
  readonly actions?: ReactNode
  /** Read out at once and brought into view: for what answers something the person just did. */
  readonly live?: boolean
  /** Whom to ask, where what helps is not for whoever sits here to do. */
  readonly ask?: string
  /** Stands before the failure's own headline, e.g. to say which sync it was. */
  readonly title?: string
  /** `warning` for what AtTrack deals with by itself. */
  readonly tone?: 'error' | 'warning'
}

/** Title, cause, remedy, and below them, folded away, what support wants to see. */
export function FailureNotice({ failure, actions, live = false, ask, title, tone = 'error' }: FailureNoticeProps) {
  const { t } = useTranslation()
  const help = useFailureHelp()(failure)
  const headline = title ? `${title}: ${failure.title}` : failure.title
  return (
    <Notice tone={tone} role={live ? 'alert' : 'group'} {...(live ? {} : { label: headline })}>
      <Stack gap={6}>
        <Text fw={600} size="sm">
          {headline}
        </Text>
        <Remedy cause={failure.cause} remedy={ask ? `${ask} ${failure.remedy}` : failure.remedy} />
        {(actions || help) && (
          <Group gap="xs">
            {actions}
            {help}
          </Group>
        )}
        <details className={classes.details}>
          <summary>{t('common.supportDetails')}</summary>
          <Code block className={classes.evidence ?? ''}>
            {failure.evidence ? `${failure.code}\n${failure.evidence}` : failure.code}
          </Code>
          <FailuresLink code={failure.code} />
        </details>
      </Stack>
    </Notice>
  )
}

interface ExplanationNoticeProps {
  readonly explanation: { readonly title: string; readonly cause: string; readonly remedy: string }
}

/** Nothing failed, and yet there is something to do: why, and what. */
export function ExplanationNotice({ explanation }: ExplanationNoticeProps) {
  return (
    <Notice tone="warning" role="status">
      <Stack gap={6}>
        <Text fw={600} size="sm">
          {explanation.title}
        </Text>
        <Remedy cause={explanation.cause} remedy={explanation.remedy} />
      </Stack>
    </Notice>
  )
}

function Remedy({ cause, remedy }: { readonly cause: string; readonly remedy: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm">{cause}</Text>
      <Text size="sm">
        <Text span fw={600}>
          {t('common.whatToDo')}:{' '}
        </Text>
        {remedy}
      </Text>
    </>
  )
}
