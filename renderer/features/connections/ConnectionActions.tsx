import { Button } from '@mantine/core'
import { IconFolderSymlink, IconKey, IconKeyOff, IconLogin2, IconStethoscope } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, ConnectionAction } from '../../../preload/contract/index.ts'
import { useNetworkDialogs } from '../network/use-network-dialogs.ts'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import type { ConnectionRights } from './use-connection-rights.ts'
import classes from './AvailableConnections.module.css'

interface ConnectionActionsProps {
  readonly connection: Connection
  /** The element that says which connection it is. */
  readonly describedBy: string
  /** False when a button for a new token stands elsewhere already. */
  readonly offersToken: boolean
  /** A button beside the failure does what its remedy says: that one stands out, none here. */
  readonly doneAbove: boolean
  readonly rights: ConnectionRights
  /** It uses somebody else's sign-in: signing in takes it over. */
  readonly ofAnother: boolean
  /** Jira is being asked how the connection fares. */
  readonly looking: boolean
  readonly onLook: () => void
  readonly onSignInAgain: () => void
  readonly onEnterToken: () => void
  /** Goes on without the API token. */
  readonly onDecline: () => void
  readonly onRemove: () => void
  readonly onSelectProject?: () => void
}

/** The buttons of a connection, as far as they are allowed; the one that main says helps now stands out. */
export function ConnectionActions(props: ConnectionActionsProps) {
  const { connection, describedBy, offersToken, rights, ofAnother, looking } = props
  const { t } = useTranslation()
  const { checkConnection } = useNetworkDialogs()
  const subject = { siteUrl: connection.siteUrl, connectionId: connection.id }
  const { signIn } = rights
  const act = (action: ConnectionAction, label: string, icon: ReactNode, onClick: () => void, loading = false) => (
    <Button
      size="compact-sm"
      variant={connection.action === action && !props.doneAbove ? 'filled' : 'default'}
      leftSection={icon}
      loading={loading}
      aria-describedby={describedBy}
      onClick={onClick}
    >
      {label}
    </Button>
  )
  const atAtlassian = connection.method === 'oauth2-3lo'
  const tokenLabel = t(atAtlassian && connection.apiToken !== 'held' ? 'tokens.enterFirst' : 'tokens.enterNew')
  const tokenNow = connection.action === 'enter-token'
  /** Whoever takes over has no token of that account. */
  const mayEnterToken = signIn && !ofAnother
  // A row without buttons would still take its place.
  if (!signIn && !rights.check && !rights.remove && !rights.network && !props.onSelectProject) return null
  return (
    <div className={classes.actions}>
      {props.onSelectProject &&
        act(
          'select',
          t('connections.selectProject'),
          <IconFolderSymlink size={15} aria-hidden />,
          props.onSelectProject
        )}
      {tokenNow &&
        offersToken &&
        mayEnterToken &&
        act('enter-token', tokenLabel, <IconKey size={15} aria-hidden />, props.onEnterToken)}
      {rights.check &&
        act(
          'check',
          t('connections.check'),
          <IconStethoscope size={15} aria-hidden />,
          () => (rights.check === 'doctor' ? checkConnection(subject) : props.onLook()),
          looking
        )}
      {signIn &&
        act(
          ofAnother && tokenNow ? 'enter-token' : 'sign-in',
          t(ofAnother ? 'connections.takeOver' : 'connections.signInAgain'),
          <IconLogin2 size={15} aria-hidden />,
          props.onSignInAgain
        )}
      {signIn && atAtlassian && tokenNow && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconKeyOff size={15} aria-hidden />}
          aria-describedby={describedBy}
          onClick={props.onDecline}
        >
          {t('tokens.goOnWithout')}
        </Button>
      )}
      <ConnectionMenu
        connection={connection}
        describedBy={describedBy}
        rights={rights}
        onRemove={props.onRemove}
        items={
          signIn && atAtlassian && !tokenNow
            ? [
                ...(mayEnterToken
                  ? [{ label: tokenLabel, icon: <IconKey size={16} aria-hidden />, onClick: props.onEnterToken }]
                  : []),
                ...(connection.apiToken === 'held'
                  ? [
                      {
                        label: t('tokens.goOnWithout'),
                        icon: <IconKeyOff size={16} aria-hidden />,
                        onClick: props.onDecline
                      }
                    ]
                  : [])
              ]
            : []
        }
      />
    </div>
  )
}
