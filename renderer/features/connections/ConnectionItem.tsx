import { Badge } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ApiTokenDialog } from './ApiTokenDialog.tsx'
import { ConnectionActions } from './ConnectionActions.tsx'
import { ExpiryNotice, expiryToShow } from './ExpiryNotice.tsx'
import { OpenJira } from './OpenJira.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { useKnownConnection } from './use-known-connection.ts'
import classes from './AvailableConnections.module.css'

interface ConnectionItemProps {
  readonly connection: Connection
  readonly highlighted: boolean
  readonly onSignInAgain: () => void
  /** Just before the connection is removed. */
  readonly onLeaving: () => void
  readonly onSelectProject?: () => void
}

/** A connection with its true state, and everything that can be done with it. */
export function ConnectionItem(props: ConnectionItemProps) {
  const { connection, highlighted, onSignInAgain, onLeaving, onSelectProject } = props
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownConnection()
  const name = useId()
  const item = useRef<HTMLLIElement>(null)
  const [dialog, setDialog] = useState<'none' | 'removing' | 'token' | 'declining'>('none')
  const closeDialog = () => setDialog('none')
  const check = useAction(bridge.connections.check)
  const { id, host, status, failure } = connection
  useEffect(() => {
    if (highlighted) item.current?.scrollIntoView?.({ block: 'nearest' })
  }, [highlighted])

  const checkNow = async () => {
    const result = await check.run({ id })
    if (!result.ok) return
    know(result.value)
    announce(t('connections.checked', { host, status: t(`connections.status.${result.value.status}`) }))
  }
  /** The token of a sign-in at Atlassian has a dialog of its own; any other token is the sign-in itself. */
  const enterToken = () => (connection.method === 'oauth2-3lo' ? setDialog('token') : onSignInAgain())
  const expiry = expiryToShow(connection)
  return (
    <li className={classes.item} ref={item} data-highlighted={highlighted || undefined}>
      <div className={classes.line} id={name}>
        <span className={classes.host}>{host}</span>
        <StatusBadge status={status} until={connection.nextTryAt} />
        {highlighted && (
          <Badge variant="outline" tt="none">
            {t('connections.new')}
          </Badge>
        )}
        <span className={classes.quiet}>
          {t(`connections.product.${connection.product}`, { version: connection.version })}
          {' · '}
          {t(`connections.method.${connection.method}`)}{' '}
          <span title={connection.userName}>{t('connections.as', { name: connection.userDisplayName })}</span>
        </span>
        <Times connection={connection} />
      </div>
      {expiry && <ExpiryNotice expiry={expiry} onEnterToken={enterToken} />}
      {failure && status !== 'connected' && (
        <FailureNotice
          failure={failure}
          tone={connection.action === 'wait' || status === 'limited' ? 'warning' : 'error'}
          actions={failure.code === 'captcha-required' && <OpenJira siteUrl={connection.siteUrl} />}
        />
      )}
      {check.failure && <FailureNotice failure={check.failure} live />}
      <ConnectionActions
        connection={connection}
        describedBy={name}
        checking={check.busy}
        offersToken={expiry === null}
        onCheck={() => void checkNow()}
        onSignInAgain={onSignInAgain}
        onEnterToken={enterToken}
        onDecline={() => setDialog('declining')}
        onRemove={() => setDialog('removing')}
        {...(onSelectProject ? { onSelectProject } : {})}
      />
      <ConfirmDialog
        opened={dialog === 'removing'}
        title={t('connections.removeTitle', { host })}
        text={t('connections.removeText')}
        action={t('connections.remove')}
        onConfirm={() => {
          onLeaving()
          return bridge.connections.remove({ id })
        }}
        onClose={closeDialog}
        onDone={() => announce(t('connections.removedDone', { host }))}
      />
      <ConfirmDialog
        opened={dialog === 'declining'}
        title={t('tokens.goOnWithoutTitle')}
        text={t('tokens.goOnWithoutText')}
        action={t('tokens.goOnWithout')}
        onConfirm={async () => {
          const declined = await bridge.connections.declineApiToken({ id })
          if (declined.ok) know(declined.value)
          return declined
        }}
        onClose={closeDialog}
        onDone={() => announce(t('tokens.goneOnWithout'))}
      />
      <ApiTokenDialog connection={connection} opened={dialog === 'token'} onClose={closeDialog} />
    </li>
  )
}

/** When the Jira was last reached, and when AtTrack tries again; what the badge says already is left out. */
function Times({ connection: { status, lastSuccessAt, nextTryAt } }: { readonly connection: Connection }) {
  const { t } = useTranslation()
  return (
    <span className={`${classes.quiet} ${classes.times}`}>
      {lastSuccessAt === null ? (
        t('connections.neverSucceeded')
      ) : (
        <RelativeTime at={lastSuccessAt} say={(when) => t('connections.lastSuccess', { when })} />
      )}
      {nextTryAt !== null && status !== 'throttled' && (
        <>
          {' · '}
          <RelativeTime at={nextTryAt} say={(when) => t('connections.nextTry', { when })} />
        </>
      )}
    </span>
  )
}
