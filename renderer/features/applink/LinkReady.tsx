import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { onEvent } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { afterDialogMs } from '../../ui/use-focus-after-removal.ts'
import { useOnLeaving } from '../../ui/use-on-leaving.ts'
import { AddAccountDialog } from '../connections/AddAccountDialog.tsx'
import { connectionsQuery } from '../connections/connection-queries.ts'
import { linkWait } from '../connections/link-wait.ts'
import { useSignedIn } from '../connections/use-signed-in.ts'

interface Ready {
  readonly connectionId: string
  readonly host: string
}

/**
 * The links that were waited for and work now, as main announces them, until the person signs in or puts it off. Said
 * aloud, and shown on every page: it may have taken days.
 */
export function useReadyLinks() {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [announced, setAnnounced] = useState<readonly Ready[]>([])
  useEffect(
    () =>
      onEvent('applink.ready', (ready) => {
        setAnnounced((old) => [...old.filter((one) => one.connectionId !== ready.connectionId), ready])
        announce(t('applink.wait.readyTitle', { host: ready.host }))
      }),
    [announce, t]
  )
  const allowed = useAllowed()
  const connections = useQuery({ ...connectionsQuery, enabled: announced.length > 0 })
  const ready = announced.flatMap(({ connectionId }) => {
    const connection = connections.data?.find((one) => one.id === connectionId)
    // Whoever may not sign in could only put it off.
    return connection &&
      linkWait(connection) === 'ready' &&
      allowed('connections.startOAuth1', { connection: connectionId })
      ? [connection]
      : []
  })
  const dismiss = (id: string) => setAnnounced((old) => old.filter((one) => one.connectionId !== id))
  return { ready, dismiss }
}

interface LinkReadyProps {
  readonly connection: Connection
  readonly onLater: () => void
}

/** The words and buttons for one such link, to stand in a notice above the page. */
export function LinkReady({ connection, onLater }: LinkReadyProps) {
  const { t } = useTranslation()
  const [signingIn, setSigningIn] = useState(false)
  const { signedIn } = useSignedIn()
  useOnLeaving(() => setSigningIn(false))
  return (
    <Group justify="space-between" gap="xs">
      <Text span inherit>
        <b>{t('applink.wait.readyTitle', { host: connection.host })}</b> {t('applink.wait.worksHint')}
      </Text>
      <Group gap={6}>
        <Button size="compact-xs" onClick={() => setSigningIn(true)}>
          {t('applink.wait.logIn')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onLater}>
          {t('applink.wait.later')}
        </Button>
      </Group>
      <AddAccountDialog
        opened={signingIn}
        connection={connection}
        onClose={() => setSigningIn(false)}
        onSignedIn={(done) => {
          signedIn(done)
          // The notice, and with it the button that opened the dialog, is gone now.
          setTimeout(() => document.getElementById('content')?.focus(), afterDialogMs)
        }}
      />
    </Group>
  )
}
