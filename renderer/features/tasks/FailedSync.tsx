import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Failure, LinkSync } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { AddAccountDialog } from '../connections/AddAccountDialog.tsx'
import { ApiTokenDialog } from '../connections/ApiTokenDialog.tsx'
import { connectionsQuery } from '../connections/connection-queries.ts'
import { needsSignIn, tokenRefused, useWhoseSignIn } from '../connections/use-connection-rights.ts'
import { useSignedIn } from '../connections/use-signed-in.ts'
import { isDoneHere } from '../network/failure-actions.tsx'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { linksQuery } from '../project/link-queries.ts'

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
  const title = t('sync.failed', { key: jiraProjectKey })
  if (!connection) return <FailureNotice failure={failure} title={title} />
  const maySignIn = allowed('connections.signInWithToken', { connection: connection.id })
  const forOthers = !maySignIn && (needsSignIn(connection, failure) || isDoneHere(failure))
  return (
    <SiteHelp siteUrl={connection.siteUrl} connectionId={connection.id} onSolved={again}>
      <FailureNotice
        failure={failure}
        title={title}
        {...(forOthers ? { ask: t('permissions.ask') } : {})}
        actions={maySignIn && tokenRefused.has(failure.code) && <EnterToken connection={connection} onDone={again} />}
      />
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
  const ofAnother = useWhoseSignIn(connection)?.mine === false
  const atAtlassian = connection.method === 'oauth2-3lo'
  const label = ofAnother
    ? t('connections.takeOver')
    : t(atAtlassian && connection.apiToken !== 'held' ? 'tokens.enterFirst' : 'tokens.enterNew')
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
      {atAtlassian && !ofAnother ? (
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
