import { Anchor, Button, Group } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ApiTokenForm } from './ApiTokenForm.tsx'
import { ChooseSite } from './ChooseSite.tsx'
import { OpenSettings } from './OpenSettings.tsx'
import { SignInWaiting } from './SignInWaiting.tsx'
import { useCloudSignIn } from './use-cloud-sign-in.ts'
import { useFocusBack } from './use-focus-back.ts'
import classes from './ChooseProduct.module.css'

interface CloudSignInProps {
  /** Signs this one in again. */
  readonly connection?: Connection
  /** What the person entered elsewhere as the address of the site. */
  readonly site?: string
  /** Begins with the API token, as the connection did before. */
  readonly tokenFirst?: boolean
  readonly onDone: (connection: Connection) => void
  /** What was entered as a site turned out to be a company's own Jira. */
  readonly onServer: (address: string) => void
  /** What stands around the buttons as long as nothing is under way. */
  readonly children: (buttons: ReactNode) => ReactNode
}

/** The Cloud half of "Add Account": Atlassian's page, or an API token. */
export function CloudSignIn(props: CloudSignInProps) {
  const { connection, site = connection?.siteUrl ?? '', tokenFirst = false, onDone, onServer, children } = props
  const { t } = useTranslation()
  const cloud = useCloudSignIn(connection?.id, onDone)
  const [byToken, setByToken] = useState(tokenFirst)
  const logIn = useRef<HTMLButtonElement>(null)
  useFocusBack(cloud.flow, logIn)
  if (cloud.flow.at === 'waiting') {
    return <SignInWaiting flow={cloud.flow.flow} page={{ of: 'atlassian' }} onCancel={cloud.cancel} />
  }
  const toTheButtons = () => {
    cloud.cancel()
    setByToken(false)
    requestAnimationFrame(() => logIn.current?.focus())
  }
  if (cloud.sites) return <ChooseSite {...cloud.sites} onChosen={cloud.chosen} onStartAgain={toTheButtons} />
  if (byToken || cloud.clientMissing) {
    return (
      <ApiTokenForm
        site={site}
        {...(connection ? { connection } : {})}
        clientMissing={cloud.clientMissing}
        onDone={onDone}
        onServer={onServer}
        onBack={toTheButtons}
      />
    )
  }
  const via = cloud.flow.at === 'starting' ? cloud.flow.via : null
  return children(
    <>
      <Button ref={logIn} loading={via === 'window'} disabled={via === 'browser'} onClick={() => cloud.logIn('window')}>
        {t('signIn.logIn')}
      </Button>
      {cloud.failure && (
        <div className={classes.whole}>
          <FailureNotice failure={cloud.failure} live actions={<OpenSettings failure={cloud.failure} cloud />} />
        </div>
      )}
      <Group gap={18} className={classes.other ?? ''}>
        <Anchor
          component="button"
          type="button"
          size="sm"
          disabled={via !== null}
          onClick={() => cloud.logIn('browser')}
        >
          {t('signIn.useBrowser')}
        </Anchor>
        <Anchor component="button" type="button" size="sm" disabled={via !== null} onClick={() => setByToken(true)}>
          {t('cloud.useToken')}
        </Anchor>
      </Group>
    </>
  )
}
