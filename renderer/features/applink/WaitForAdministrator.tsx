import { Button } from '@mantine/core'
import { IconUserShield } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { useAction } from '../../ui/use-action.ts'

interface WaitForAdministratorProps {
  readonly siteUrl: string
  readonly consumerKey: string
  /** It is the one thing to do. */
  readonly primary?: boolean
  readonly onWaiting: (connection: Connection) => void
}

/** Where the link is not there yet: a connection that waits for it, so that nobody has to ask again and again. */
export function WaitForAdministrator({ siteUrl, consumerKey, primary = false, onWaiting }: WaitForAdministratorProps) {
  const { t } = useTranslation()
  const waiting = useAction(bridge.connections.waitForLink)
  const wait = async () => {
    const result = await waiting.run({ siteUrl, consumerKey })
    if (result.ok) onWaiting(result.value)
    else notifyFailure(result.failure)
  }
  return (
    <Button
      size="compact-sm"
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconUserShield size={15} aria-hidden />}
      loading={waiting.busy}
      title={t('applink.wait.hint')}
      onClick={() => void wait()}
    >
      {t('applink.wait.do')}
    </Button>
  )
}
