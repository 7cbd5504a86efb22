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

/** How a connection is, in a word and a sign: colour alone says nothing here. */
export function StatusBadge({ status }: { readonly status: ConnectionStatus }) {
  const { t } = useTranslation()
  const { color, icon: Sign } = looks[status]
  return (
    <Badge variant="light" color={color} tt="none" autoContrast leftSection={<Sign size={13} aria-hidden />}>
      {t(`connections.status.${status}`)}
    </Badge>
  )
}
