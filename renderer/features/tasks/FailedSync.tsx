import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Failure, FailureCode, LinkSync } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { AddAccountDialog } from '../connections/AddAccountDialog.tsx'
import { ApiTokenDialog } from '../connections/ApiTokenDialog.tsx'
import { connectionsQuery } from '../connections/connection-queries.ts'
import { useSignedIn } from '../connections/use-signed-in.ts'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { linksQuery } from '../project/link-queries.ts'

/** A new token is all that helps, and it can be entered here. */
const tokenRefused: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'token-refused',
  'token-expired',
  'cloud-token-refused',
  'cloud-token-scopes',
  'api-token-missing'
])

interface FailedSyncProps {
  readonly projectId: string
  readonly link: LinkSync
  readonly failure: Failure
  /** What the failure had stopped is under way again: the notice, and the focus in it, will be gone. */
  readonly onAgain: () => void
}

/** Why the last sync of a link failed, with what helps; then it is synced again. */
export function FailedSync({ projectId, link, failure, onAgain }: FailedSyncProps) {
  const { t } = useTranslation()
  const { linkId, jiraProjectKey } = link
  const allowed = useAllowed()
  const connections = useQuery(connectionsQuery).data
  const linked = useQuery(linksQuery(projectId)).data?.find((one) => one.id === linkId)
  const connection = connections?.find((one) => one.id === linked?.connectionId)
  const again = () => {
    void bridge.sync.start({ projectId })
    onAgain()
  }
  const notice = (actions?: ReactNode) => (
    <FailureNotice failure={failure} title={t('sync.failed', { key: jiraProjectKey })} actions={actions} />
  )
  if (!connection) return notice()
  const mayEnter =
    tokenRefused.has(failure.code) && allowed('connections.signInWithToken', { connection: connection.id })
  return (
    <SiteHelp siteUrl={connection.siteUrl} connectionId={connection.id} onSolved={again}>
      {notice(mayEnter && <EnterToken connection={connection} onDone={again} />)}
    </SiteHelp>
  )
}

/** Leads to the form for a new token of this connection, over the tasks. */
function EnterToken({ connection, onDone }: { readonly connection: Connection; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { signedIn } = useSignedIn()
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  // The token of a sign-in at Atlassian has a dialog of its own; any other token is the sign-in itself.
  const atAtlassian = connection.method === 'oauth2-3lo'
  const label = t(atAtlassian && connection.apiToken !== 'held' ? 'tokens.enterFirst' : 'tokens.enterNew')
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconKey size={15} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      {atAtlassian ? (
        <ApiTokenDialog connection={connection} opened={opened} onClose={close} onDone={onDone} />
      ) : (
        <AddAccountDialog
          opened={opened}
          connection={connection}
          onClose={close}
          onSignedIn={(renewed) => {
            signedIn(renewed)
            onDone()
          }}
        />
      )}
    </>
  )
}
