import { Button, Stack, Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAllowed } from '../../app/use-allowed.ts'
import { useSession } from '../../app/use-session.ts'
import { Page } from '../../ui/Page.tsx'
import { ApplinkDialog } from '../applink/ApplinkDialog.tsx'
import { AddAccountDialog } from './AddAccountDialog.tsx'
import { AvailableConnections } from './AvailableConnections.tsx'
import { useSignedIn } from './use-signed-in.ts'

/** Every connection of the workspace, whatever project uses it. */
export function ConnectionsPage() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const [settingUp, setSettingUp] = useState(false)
  const allowed = useAllowed()
  const mayAdd = allowed('connections.findSite')
  const known = useSession() !== null
  const { highlight, signedIn } = useSignedIn()
  return (
    <Page
      title={t('connections.heading')}
      actions={
        <>
          {allowed('applink.get') && (
            <Button
              variant="default"
              leftSection={<IconKey size={16} aria-hidden />}
              onClick={() => setSettingUp(true)}
            >
              {t('applink.title')}
            </Button>
          )}
          {mayAdd && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {t('connections.addAccount')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <Text size="sm" c="var(--at-quiet)">
          {t('connections.intro')} {known && t(mayAdd ? 'connections.introLink' : 'permissions.addAccount')}
        </Text>
        <AvailableConnections highlight={highlight} onSignedIn={signedIn} />
      </Stack>
      <AddAccountDialog opened={adding} onClose={() => setAdding(false)} onSignedIn={signedIn} />
      <ApplinkDialog
        opened={settingUp}
        onClose={() => setSettingUp(false)}
        onWaiting={(connection) => {
          setSettingUp(false)
          signedIn(connection)
        }}
      />
    </Page>
  )
}
