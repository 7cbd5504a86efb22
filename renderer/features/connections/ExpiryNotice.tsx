import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { exactDay, useNow } from '../../ui/time.tsx'

type Expiry = NonNullable<Connection['expiry']>

/** The warning to show; none when all is well, or when the connection's failure says it, or worse, already. */
export function expiryToShow({ expiry, failure, status }: Connection): Expiry | null {
  if (!expiry || expiry.stage === 'fine') return null
  // A token that was refused ends in ten days no more.
  if (status === 'token-required' && expiry.stage !== 'expired') return null
  return failure?.code === 'token-expired' && status !== 'connected' ? null : expiry
}

interface ExpiryNoticeProps {
  readonly expiry: Expiry
  /** Whose token it is, when it is somebody else's: nobody but them has a new one. */
  readonly of: string | null
  /** Absent where it is not allowed, or of no use. */
  readonly onEnterToken?: () => void
}

/** A token about to end, with the remedy in place: before it happens, nothing is lost. */
export function ExpiryNotice({ expiry: { at, stage }, of, onEnterToken }: ExpiryNoticeProps) {
  const { t } = useTranslation()
  const days = daysUntil(at, useNow())
  const date = exactDay(at)
  const words =
    stage === 'expired'
      ? t('tokens.expired', { date })
      : days <= 0
        ? t('tokens.expiresToday', { date })
        : t('tokens.expires', { count: days, date })
  return (
    <Notice tone={stage === 'soon' ? 'warning' : 'error'} role="group" label={words}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">
          <Text span inherit fw={600}>
            {words}.
          </Text>{' '}
          {onEnterToken
            ? t('tokens.replaceIt')
            : of === null
              ? t('permissions.replaceToken')
              : t('tokens.replaceOf', { name: of })}
        </Text>
        {onEnterToken && (
          <Button size="compact-sm" variant="default" style={{ flex: 'none' }} onClick={onEnterToken}>
            {t('tokens.enterNew')}
          </Button>
        )}
      </Group>
    </Notice>
  )
}

/** Days on the calendar from `now` to `at`, both ms since 1970: people count nights, not hours. */
export function daysUntil(at: number, now: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0)
  return Math.round((midnight(at) - midnight(now)) / 86_400_000)
}
