import { Skeleton, Text, Title } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useFocusAfterRemoval } from '../../ui/use-focus-after-removal.ts'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { AddAccountDialog } from './AddAccountDialog.tsx'
import { ConnectionItem } from './ConnectionItem.tsx'
import { connectionsQuery } from './connection-queries.ts'
import { linkWait } from './link-wait.ts'
import type { Highlight } from './use-signed-in.ts'
import classes from './AvailableConnections.module.css'

interface AvailableConnectionsProps {
  /** The connection just signed in. */
  readonly highlight: Highlight | null
  readonly onSignedIn: (connection: Connection) => void
  /** On whose page it stands, below the headings there. */
  readonly project?: string
  /** Only inside a project. */
  readonly onSelectProject?: (connection: Connection) => void
}

/** Every connection with its true state and what can be done with it. */
export function AvailableConnections(props: AvailableConnectionsProps) {
  const { highlight, onSignedIn, project, onSelectProject } = props
  const { t } = useTranslation()
  const heading = useId()
  const allowed = useAllowed()
  const mayAdd = allowed('connections.findSite', project ? { project } : {})
  const [again, setAgain] = useState<Connection | null>(null)
  const list = useQuery(connectionsQuery)
  const signedIn = list.data?.filter((one) => linkWait(one) === null) ?? []
  /** In a project of one's own, and yet nothing to link from: every sign-in is somebody else's. */
  const noneToSelect =
    project !== undefined &&
    signedIn.length > 0 &&
    !signedIn.some((one) => allowed('links.create', { connection: one.id, project }))
  const mayTakeOver = signedIn.some(({ id }) => allowed('connections.signInWithPassword', { connection: id }))
  const { container, leaving } = useFocusAfterRemoval<HTMLElement>(list.data?.map((one) => one.id))
  return (
    <section aria-labelledby={heading} ref={container} tabIndex={-1} className={classes.section}>
      <Title order={project ? 4 : 2} size="h4" id={heading} mb={6}>
        {t('connections.available')}
      </Title>
      {list.isPending && <Skeleton h={84} />}
      {list.error && <FailureNotice failure={list.error.failure} />}
      {list.data?.length === 0 &&
        (project ? (
          <Text size="sm" c="var(--at-quiet)">
            {t('connections.none')}. {mayAdd && t('connections.noneText')}
          </Text>
        ) : (
          <EmptyState
            icon={<IconPlugConnected />}
            title={t('connections.none')}
            text={t(mayAdd ? 'connections.noneText' : 'permissions.addAccount')}
          />
        ))}
      {list.data && list.data.length > 0 && (
        <ul className={classes.list}>
          {list.data.map((connection) => (
            <SiteHelp key={connection.id} siteUrl={connection.siteUrl} connectionId={connection.id} offersCheck={false}>
              <ConnectionItem
                connection={connection}
                highlight={connection.id === highlight?.id ? highlight : null}
                onSignInAgain={() => setAgain(connection)}
                onLeaving={() => leaving(connection.id)}
                {...(project ? { project } : {})}
                {...(onSelectProject ? { onSelectProject: () => onSelectProject(connection) } : {})}
              />
            </SiteHelp>
          ))}
        </ul>
      )}
      {mayAdd && noneToSelect && (
        <Text size="xs" c="var(--at-quiet)" mt={6}>
          {t(mayTakeOver ? 'permissions.select' : 'permissions.selectByAdding')}
        </Text>
      )}
      <AddAccountDialog
        opened={again !== null}
        {...(again ? { connection: again } : {})}
        onClose={() => setAgain(null)}
        onSignedIn={onSignedIn}
      />
    </section>
  )
}
