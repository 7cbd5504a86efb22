import { Button, Stack, Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
  const { highlight, signedIn } = useSignedIn()
  return (
    <Page
      title={t('connections.heading')}
      actions={
        <>
          <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setSettingUp(true)}>
            {t('applink.title')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('connections.addAccount')}
          </Button>
        </>
      }
    >
      <Stack>
        <Text size="sm" c="var(--at-quiet)">
          {t('connections.intro')}
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
