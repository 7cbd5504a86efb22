import { Badge, Button } from '@mantine/core'
import { IconExternalLink, IconFolderSymlink, IconLogin2, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, ConnectionStatus } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { connectionsQuery } from './connection-queries.ts'
import { StatusBadge } from './StatusBadge.tsx'
import classes from './AvailableConnections.module.css'

type NextStep = 'select' | 'check' | 'sign-in'

/** The one button that stands out: what helps in this status. */
const nextStep: Record<ConnectionStatus, NextStep> = {
  connected: 'select',
  limited: 'select',
  throttled: 'select',
  'needs-sign-in': 'sign-in',
  'token-required': 'sign-in',
  'blocked-by-captcha': 'sign-in',
  unreachable: 'check',
  'untrusted-certificate': 'check',
  'waiting-for-administrator': 'check'
}

interface ConnectionItemProps {
  readonly connection: Connection
  readonly highlighted: boolean
  readonly onSignInAgain: () => void
  /** Just before the connection is removed. */
  readonly onLeaving: () => void
  readonly onSelectProject?: () => void
}

export function ConnectionItem(props: ConnectionItemProps) {
  const { connection, highlighted, onSignInAgain, onLeaving, onSelectProject } = props
  const { t } = useTranslation()
  const announce = useAnnounce()
  const client = useQueryClient()
  const name = useId()
  const item = useRef<HTMLLIElement>(null)
  const [removing, setRemoving] = useState(false)
  const check = useAction(bridge.connections.check)
  const { host, status, failure, lastSuccessAt, nextTryAt } = connection
  useEffect(() => {
    if (highlighted) item.current?.scrollIntoView?.({ block: 'nearest' })
  }, [highlighted])

  const checkNow = async () => {
    const result = await check.run({ id: connection.id })
    if (!result.ok) return
    const checked = result.value
    client.setQueryData(connectionsQuery.queryKey, (old) => old?.map((one) => (one.id === checked.id ? checked : one)))
    announce(t('connections.checked', { host, status: t(`connections.status.${checked.status}`) }))
  }
  const next = nextStep[status]
  const look = (step: NextStep) => (next === step ? 'filled' : 'default')
  return (
    <li className={classes.item} ref={item} data-highlighted={highlighted || undefined}>
      <div className={classes.line} id={name}>
        <span className={classes.host}>{host}</span>
        <StatusBadge status={status} />
        {highlighted && (
          <Badge variant="outline" tt="none">
            {t('connections.new')}
          </Badge>
        )}
        <span className={classes.quiet}>
          {t(`connections.method.${connection.method}`)}{' '}
          <span title={connection.userName}>{t('connections.as', { name: connection.userDisplayName })}</span>
        </span>
        <span className={`${classes.quiet} ${classes.times}`}>
          {lastSuccessAt === null ? (
            t('connections.neverSucceeded')
          ) : (
            <RelativeTime at={lastSuccessAt} say={(when) => t('connections.lastSuccess', { when })} />
          )}
          {nextTryAt !== null && (
            <>
              {' · '}
              <RelativeTime at={nextTryAt} say={(when) => t('connections.nextTry', { when })} />
            </>
          )}
        </span>
      </div>
      {failure && status !== 'connected' && (
        <FailureNotice
          failure={failure}
          actions={failure.code === 'captcha-required' && <OpenJira siteUrl={connection.siteUrl} />}
        />
      )}
      {check.failure && <FailureNotice failure={check.failure} live />}
      <div className={classes.actions}>
        {onSelectProject && (
          <Button
            size="compact-sm"
            variant={look('select')}
            leftSection={<IconFolderSymlink size={15} aria-hidden />}
            aria-describedby={name}
            onClick={onSelectProject}
          >
            {t('connections.selectProject')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant={look('check')}
          loading={check.busy}
          leftSection={<IconRefresh size={15} aria-hidden />}
          aria-describedby={name}
          onClick={() => void checkNow()}
        >
          {t('connections.check')}
        </Button>
        <Button
          size="compact-sm"
          variant={look('sign-in')}
          leftSection={<IconLogin2 size={15} aria-hidden />}
          aria-describedby={name}
          onClick={onSignInAgain}
        >
          {t('connections.signInAgain')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          aria-describedby={name}
          onClick={() => setRemoving(true)}
        >
          {t('connections.remove')}
        </Button>
      </div>
      <ConfirmDialog
        opened={removing}
        title={t('connections.removeTitle', { host })}
        text={t('connections.removeText')}
        action={t('connections.remove')}
        onConfirm={() => {
          onLeaving()
          return bridge.connections.remove({ id: connection.id })
        }}
        onClose={() => setRemoving(false)}
        onDone={() => announce(t('connections.removedDone', { host }))}
      />
    </li>
  )
}

/** Where Jira shows its CAPTCHA: its own sign-in page, in the browser. */
export function OpenJira({ siteUrl }: { readonly siteUrl: string }) {
  const { t } = useTranslation()
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconExternalLink size={15} aria-hidden />}
      onClick={() => void bridge.app.openExternal({ url: `${siteUrl}/login.jsp` })}
    >
      {t('connections.act.openJira')}
    </Button>
  )
}
