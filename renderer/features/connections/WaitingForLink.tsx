import { Button, Group, Text } from '@mantine/core'
import { IconLogin2, IconPlugConnected, IconUserShield } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import type { LinkWait } from './link-wait.ts'
import type { ConnectionRights } from './use-connection-rights.ts'
import classes from './AvailableConnections.module.css'

interface WaitingForLinkProps {
  readonly connection: Connection
  readonly at: NonNullable<LinkWait>
  /** The element that says which connection it is. */
  readonly describedBy: string
  readonly rights: ConnectionRights
  readonly testing: boolean
  readonly onTest: () => void
  readonly onSetUp: () => void
  readonly onSignIn: () => void
  readonly onRemove: () => void
}

interface WaitingLineProps extends Pick<WaitingForLinkProps, 'connection'> {
  /** When somebody tested in vain, ms since 1970. */
  readonly testedAt: number | null
}

/** What goes on, with what the administrator can find it in Jira; and that the test was made, which changes nothing else. */
export function WaitingLine({ connection: { consumerKey }, testedAt }: WaitingLineProps) {
  const { t } = useTranslation()
  return (
    <Text size="sm">
      {t('applink.wait.waiting', { key: consumerKey ?? '' })}
      {testedAt !== null && (
        <b>
          {' '}
          <RelativeTime at={testedAt} say={(when) => t('applink.wait.notYet', { when })} />
        </b>
      )}
    </Text>
  )
}

/** What a connection shows and offers until somebody has signed in to it for the first time. */
export function WaitingForLink(props: WaitingForLinkProps) {
  const { connection, at, describedBy, rights } = props
  const { t } = useTranslation()
  /** When the test finds the link, signing in takes the place of testing, and of its focus. */
  const primary = useFocusRescue<HTMLButtonElement>(props.testing)
  return (
    <>
      {at === 'ready' && connection.failure === null && (
        <Notice tone="success" role="note">
          <Group gap={4}>
            <Text size="sm" fw={600}>
              {t('applink.wait.works')}
            </Text>
            <Text size="sm">{t(rights.signIn ? 'applink.wait.worksHint' : 'permissions.signIn')}</Text>
          </Group>
        </Notice>
      )}
      <div className={classes.actions}>
        {at === 'ready' && rights.signIn && (
          <Button
            ref={primary}
            size="compact-sm"
            variant="filled"
            leftSection={<IconLogin2 size={15} aria-hidden />}
            aria-describedby={describedBy}
            onClick={props.onSignIn}
          >
            {t('applink.wait.logIn')}
          </Button>
        )}
        {at === 'waiting' && rights.check && (
          <Button
            ref={primary}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlugConnected size={15} aria-hidden />}
            loading={props.testing}
            aria-describedby={describedBy}
            onClick={props.onTest}
          >
            {t('applink.test.do')}
          </Button>
        )}
        {rights.link && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUserShield size={15} aria-hidden />}
            aria-describedby={describedBy}
            onClick={props.onSetUp}
          >
            {t('applink.title')}
          </Button>
        )}
        <ConnectionMenu
          connection={connection}
          describedBy={describedBy}
          rights={rights}
          offersCheck
          onRemove={props.onRemove}
        />
      </div>
    </>
  )
}
