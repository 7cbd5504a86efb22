import { Badge, Button, Text } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ApplinkDialog } from '../applink/ApplinkDialog.tsx'
import { isAboutTheLink } from '../applink/link-failures.ts'
import { useFailureHelp } from '../../ui/failure-help.ts'
import { isDoneHere } from '../network/failure-actions.tsx'
import { ApiTokenDialog } from './ApiTokenDialog.tsx'
import { ConnectionActions } from './ConnectionActions.tsx'
import { ExpiryNotice, expiryToShow } from './ExpiryNotice.tsx'
import { linkWait } from './link-wait.ts'
import { OpenJira } from './OpenJira.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import type { Highlight } from './use-signed-in.ts'
import { needsSignIn, useConnectionRights, useWhoseSignIn } from './use-connection-rights.ts'
import { useKnownConnection } from './use-known-connection.ts'
import { WaitingForLink, WaitingLine } from './WaitingForLink.tsx'
import classes from './AvailableConnections.module.css'

interface ConnectionItemProps {
  readonly connection: Connection
  /** Set when it was signed in just now. */
  readonly highlight: Highlight | null
  readonly onSignInAgain: () => void
  /** Just before the connection is removed. */
  readonly onLeaving: () => void
  /** On whose page it stands. */
  readonly project?: string
  readonly onSelectProject?: () => void
}

/** A connection with its true state, and everything that can be done with it. */
export function ConnectionItem(props: ConnectionItemProps) {
  const { connection, highlight, onSignInAgain, onLeaving, project, onSelectProject } = props
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownConnection()
  const help = useFailureHelp()
  const name = useId()
  const item = useRef<HTMLLIElement>(null)
  const [dialog, setDialog] = useState<'none' | 'removing' | 'token' | 'declining' | 'link'>('none')
  const closeDialog = () => setDialog('none')
  const check = useAction(bridge.connections.check)
  const { id, host, status, failure } = connection
  useEffect(() => {
    if (highlight) item.current?.scrollIntoView?.({ block: 'nearest' })
  }, [highlight])

  /** When the last test found no link yet. */
  const [inVainAt, setInVainAt] = useState<number | null>(null)
  const checkNow = async () => {
    const result = await check.run({ id })
    if (!result.ok) return
    know(result.value)
    setInVainAt(linkWait(result.value) === 'waiting' ? Date.now() : null)
    if (linkWait(result.value) === 'ready') announce(`${host}: ${t('applink.wait.works')}`)
    else announce(t('connections.checked', { host, status: t(`connections.status.${result.value.status}`) }))
  }
  /** The token of a sign-in at Atlassian has a dialog of its own; any other token is the sign-in itself. */
  const enterToken = () => (connection.method === 'oauth2-3lo' ? setDialog('token') : onSignInAgain())
  const expiry = expiryToShow(connection)
  const shown = status === 'connected' ? null : failure
  const link = linkWait(connection)
  const rights = useConnectionRights(connection, project)
  const whose = useWhoseSignIn(connection)
  const needsLink = rights.link && link === null && connection.method === 'oauth1' && isAboutTheLink(shown)
  const ofAnother = whose !== null && !whose.mine
  const helped = shown !== null && isDoneHere(shown) && help(shown) !== null
  const signInHelps = needsSignIn(connection, shown)
  /** What the failure asks for is somebody else's to do. */
  const forOthers = (isDoneHere(shown) && !helped) || (signInHelps && !rights.signIn)
  return (
    <li className={classes.item} ref={item} data-highlighted={highlight ? true : undefined}>
      <div className={classes.line} id={name}>
        <span className={classes.host}>{host}</span>
        <StatusBadge status={status} until={connection.nextTryAt} />
        {highlight?.isNew && (
          <Badge variant="outline" tt="none">
            {t('connections.new')}
          </Badge>
        )}
        <span className={classes.quiet}>
          {t(`connections.product.${connection.product}`, { version: connection.version }).trim()}
          {' · '}
          {t(`connections.method.${connection.method}`)}{' '}
          {link === null && (
            <span title={connection.userName}>{t('connections.as', { name: connection.userDisplayName })}</span>
          )}
          {whose && ` · ${whose.mine ? t('connections.yourSignIn') : t('connections.signInOf', { name: whose.name })}`}
        </span>
        <Times connection={connection} />
      </div>
      {expiry && (
        <ExpiryNotice
          expiry={expiry}
          of={ofAnother ? whose.name : null}
          {...(rights.signIn && !ofAnother ? { onEnterToken: enterToken } : {})}
        />
      )}
      {link === 'waiting' && <WaitingLine connection={connection} testedAt={failure === null ? inVainAt : null} />}
      {shown && (
        <FailureNotice
          failure={shown}
          {...(forOthers ? { ask: t('permissions.ask') } : {})}
          tone={connection.action === 'wait' || status === 'limited' || link !== null ? 'warning' : 'error'}
          actions={
            shown.code === 'captcha-required' ? (
              <OpenJira siteUrl={connection.siteUrl} />
            ) : (
              needsLink && (
                <Button size="compact-sm" variant="filled" onClick={() => setDialog('link')}>
                  {t('applink.title')}
                </Button>
              )
            )
          }
        />
      )}
      {!rights.signIn && signInHelps && shown === null && link === null && expiry === null && (
        <Text size="sm">{t('permissions.signInAgain')}</Text>
      )}
      {check.failure && <FailureNotice failure={check.failure} live />}
      {link === null ? (
        <ConnectionActions
          connection={connection}
          describedBy={name}
          offersToken={expiry === null}
          doneAbove={needsLink || helped}
          rights={rights}
          ofAnother={ofAnother}
          looking={check.busy}
          onLook={() => void checkNow()}
          onSignInAgain={onSignInAgain}
          onEnterToken={enterToken}
          onDecline={() => setDialog('declining')}
          onRemove={() => setDialog('removing')}
          {...(onSelectProject && rights.select ? { onSelectProject } : {})}
        />
      ) : (
        <WaitingForLink
          connection={connection}
          at={link}
          describedBy={name}
          rights={rights}
          testing={check.busy}
          onTest={() => void checkNow()}
          onSetUp={() => setDialog('link')}
          onSignIn={onSignInAgain}
          onRemove={() => setDialog('removing')}
        />
      )}
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
      <ApplinkDialog
        opened={dialog === 'link'}
        onClose={closeDialog}
        siteUrl={connection.siteUrl}
        version={connection.version}
        {...(connection.consumerKey ? { consumerKey: connection.consumerKey } : {})}
        onWorks={() => void checkNow()}
        onSignIn={() => {
          closeDialog()
          onSignInAgain()
        }}
      />
      <ApiTokenDialog connection={connection} opened={dialog === 'token'} onClose={closeDialog} />
    </li>
  )
}

/** When the Jira was last reached, and when AtTrack tries again; what the badge says already is left out. */
function Times({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation()
  const { status, lastSuccessAt, nextTryAt } = connection
  const waits = linkWait(connection) !== null
  return (
    <span className={`${classes.quiet} ${classes.times}`}>
      {lastSuccessAt !== null && (
        <RelativeTime
          at={lastSuccessAt}
          say={(when) => t(waits ? 'applink.wait.lastCheck' : 'connections.lastSuccess', { when })}
        />
      )}
      {lastSuccessAt === null && !waits && t('connections.neverSucceeded')}
      {nextTryAt !== null && status !== 'throttled' && (
        <>
          {(lastSuccessAt !== null || !waits) && ' · '}
          <RelativeTime
            toCome
            at={nextTryAt}
            say={(when) => t(waits ? 'applink.wait.nextCheck' : 'connections.nextTry', { when })}
          />
        </>
      )}
    </span>
  )
}
