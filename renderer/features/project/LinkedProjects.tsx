import { Button, Group, Skeleton, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, LinkSync, ProjectLink } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { useFocusAfterRemoval } from '../../ui/use-focus-after-removal.ts'
import { connectionsQuery } from '../connections/connection-queries.ts'
import { needsSignIn } from '../connections/use-connection-rights.ts'
import { hostOf } from '../connections/sign-in-target.ts'
import { isDoneHere } from '../network/failure-actions.tsx'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { SyncProgress } from '../sync/SyncProgress.tsx'
import { syncStatusQuery } from '../sync/sync-queries.ts'
import { linksQuery } from './link-queries.ts'
import classes from './LinkedProjects.module.css'

/** The Jira projects linked to this project, each with how its last sync went. */
export function LinkedProjects({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation()
  const links = useQuery(linksQuery(projectId))
  const sync = useQuery(syncStatusQuery(projectId))
  const connections = useQuery(connectionsQuery)
  const allowed = useAllowed()
  const maySelect = connections.data?.some((one) => allowed('links.create', { project: projectId, connection: one.id }))
  const { container, leaving } = useFocusAfterRemoval<HTMLDivElement>(links.data?.map((one) => one.id))
  // Before the first account there is one step only, and it stands below.
  if (links.data?.length === 0 && connections.data?.length === 0) return null
  return (
    <div className={classes.block} ref={container} tabIndex={-1}>
      <Title order={4} mb={6}>
        {t('project.linkedProjects')}
      </Title>
      {links.isPending && <Skeleton h={44} />}
      {links.error && <FailureNotice failure={links.error.failure} />}
      {links.data?.length === 0 && (
        <Text size="sm" c="var(--at-quiet)">
          {t('project.noLinks')} {maySelect && t('project.noLinksHint')}
        </Text>
      )}
      {links.data && links.data.length > 0 && (
        <ul className={classes.list} aria-label={t('project.linkedProjects')}>
          {links.data.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              sync={sync.data?.links.find((one) => one.linkId === link.id)}
              connection={connections.data?.find((one) => one.id === link.connectionId)}
              onLeaving={() => leaving(link.id)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface LinkRowProps {
  readonly link: ProjectLink
  readonly sync: LinkSync | undefined
  readonly connection: Connection | undefined
  readonly onLeaving: () => void
}

function LinkRow({ link, sync, connection, onLeaving }: LinkRowProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [asking, setAsking] = useState(false)
  const allowed = useAllowed()
  const about = { project: link.projectId }
  const key = link.jiraProjectKey
  const lastSyncedAt = sync?.lastSyncedAt ?? link.lastSyncedAt
  const failure = sync && !sync.running && sync.lastRun?.outcome === 'failed' ? sync.lastRun.failure : null
  const maySignIn = connection !== undefined && allowed('connections.signInWithToken', { connection: connection.id })
  const forOthers = connection !== undefined && !maySignIn && (needsSignIn(connection, failure) || isDoneHere(failure))
  // What is wrong with the connection is told there, with what to do; here it would be told twice.
  const toldBelow = connection !== undefined && connection.status !== 'connected' && connection.failure !== null
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <span className={classes.what}>
          <span className={classes.key}>{key}</span>
          <span className={classes.name}>{link.jiraProjectName}</span>
          <span className={classes.quiet}>{hostOf(link.siteUrl)}</span>
        </span>
        <span className={classes.when}>
          {sync?.running ? null : lastSyncedAt === null ? (
            t('project.linkNeverSynced')
          ) : (
            <RelativeTime at={lastSyncedAt} say={(when) => t('project.linkLastSync', { when })} />
          )}
          {!sync?.running && sync?.nextSyncAt != null && (
            <>
              {' · '}
              <RelativeTime toCome at={sync.nextSyncAt} say={(when) => t('project.nextSync', { when })} />
            </>
          )}
        </span>
        {allowed('links.remove', about) && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconLinkOff size={14} aria-hidden />}
            aria-label={t('project.unlinkNamed', { key })}
            onClick={() => setAsking(true)}
          >
            {t('project.unlink')}
          </Button>
        )}
      </div>
      {sync?.running && <SyncProgress link={sync} />}
      {link.connectionId === null && (
        <Group gap={6} wrap="nowrap" className={classes.warning ?? ''}>
          <IconAlertTriangle size={15} aria-hidden />
          {t('project.linkOrphan')} {allowed('connections.findSite', about) && t('project.linkOrphanHint')}
        </Group>
      )}
      {failure && toldBelow && (
        <Group gap={6} wrap="nowrap" className={classes.warning ?? ''}>
          <IconAlertTriangle size={15} aria-hidden />
          {t('project.linkFailed', { title: failure.title })}
        </Group>
      )}
      {failure && !toldBelow && (
        <SiteHelp
          siteUrl={link.siteUrl}
          {...(link.connectionId ? { connectionId: link.connectionId } : {})}
          onSolved={() => void bridge.sync.start({ projectId: link.projectId })}
        >
          <FailureNotice
            failure={failure}
            title={t('sync.failed', { key })}
            {...(forOthers ? { ask: t('permissions.ask') } : {})}
          />
        </SiteHelp>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('project.unlinkTitle', { key })}
        text={t('project.unlinkText', { name: link.jiraProjectName })}
        action={t('project.unlink')}
        onConfirm={() => {
          onLeaving()
          return bridge.links.remove({ id: link.id })
        }}
        onClose={() => setAsking(false)}
        onDone={() => announce(t('project.unlinkedDone', { key }))}
      />
    </li>
  )
}
