import { Badge } from '@mantine/core'
import {
  IconAlertCircle,
  IconCircleCheck,
  IconClockPause,
  IconKey,
  IconLockExclamation,
  IconPlugConnectedX,
  IconShieldX,
  IconUserExclamation,
  IconUserShield,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ConnectionStatus } from '../../../preload/contract/index.ts'
import { shortTime, useNow } from '../../ui/time.tsx'

const looks: Record<ConnectionStatus, { color: string; icon: Icon }> = {
  connected: { color: 'green', icon: IconCircleCheck },
  limited: { color: 'yellow', icon: IconAlertCircle },
  throttled: { color: 'yellow', icon: IconClockPause },
  'needs-sign-in': { color: 'orange', icon: IconUserExclamation },
  unreachable: { color: 'red', icon: IconPlugConnectedX },
  'untrusted-certificate': { color: 'red', icon: IconShieldX },
  'blocked-by-captcha': { color: 'red', icon: IconLockExclamation },
  'waiting-for-administrator': { color: 'yellow', icon: IconUserShield },
  'token-required': { color: 'orange', icon: IconKey }
}

interface StatusBadgeProps {
  readonly status: ConnectionStatus
  /** When AtTrack tries again by itself, ms since 1970. */
  readonly until: number | null
}

/** How a connection is, in a word and a sign: colour alone says nothing here. */
export function StatusBadge({ status, until }: StatusBadgeProps) {
  const { t } = useTranslation()
  const now = useNow()
  const { color, icon: Sign } = looks[status]
  return (
    <Badge variant="light" color={color} tt="none" autoContrast leftSection={<Sign size={13} aria-hidden />}>
      {status === 'throttled' && until !== null
        ? t('connections.throttledUntil', { time: shortTime(until, now) })
        : t(`connections.status.${status}`)}
    </Badge>
  )
}
