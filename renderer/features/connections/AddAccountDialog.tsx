import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { AddressStep } from './AddressStep.tsx'
import { ChooseProduct, CloudGroup } from './ChooseProduct.tsx'
import { CloudSignIn } from './CloudSignIn.tsx'
import { linkWait } from './link-wait.ts'
import { ServerStep } from './ServerStep.tsx'
import { SetUpStep } from './SetUpStep.tsx'
import { TakeOver } from './TakeOver.tsx'
import { byAnother, targetOfConnection, targetOfSite, type SignInTarget } from './sign-in-target.ts'
import { useWhoseSignIn } from './use-connection-rights.ts'

interface AddAccountDialogProps {
  readonly opened: boolean
  /** Signs this one in again instead of adding another. */
  readonly connection?: Connection
  readonly onClose: () => void
  readonly onSignedIn: (connection: Connection) => void
}

/** From "which Jira" to a working connection, in one dialog. */
export function AddAccountDialog(props: AddAccountDialogProps) {
  const { t } = useTranslation()
  const [settingUp, setSettingUp] = useState(false)
  const takesOver = useWhoseSignIn(props.connection)?.mine === false
  const close = () => {
    setSettingUp(false)
    props.onClose()
  }
  return (
    <Dialog
      opened={props.opened}
      onClose={close}
      title={t(settingUp ? 'applink.title' : takesOver ? 'connections.takeOver' : titleOf(props.connection))}
      size={settingUp ? 'lg' : 'md'}
    >
      {!settingUp && <TakeOver connection={props.connection} />}
      <Steps {...props} onClose={close} takesOver={takesOver} settingUp={settingUp} onSettingUp={setSettingUp} />
    </Dialog>
  )
}

/** A connection that waited for its application link was never signed in: there is no "again". */
const titleOf = (connection: Connection | undefined) =>
  !connection ? 'signIn.title' : linkWait(connection) === null ? 'signIn.againTitle' : 'signIn.logIn'

interface StepsProps extends AddAccountDialogProps {
  /** The connection's sign-in is somebody else's. */
  readonly takesOver: boolean
  readonly settingUp: boolean
  readonly onSettingUp: (settingUp: boolean) => void
}

type Step =
  | { readonly at: 'product' }
  /** `site`: what was entered as its address, else empty. */
  | { readonly at: 'cloud'; readonly site: string }
  | { readonly at: 'address'; readonly address: string }
  | { readonly at: 'server'; readonly target: SignInTarget }

/** Where Cloud sign-ins begin. A failure on the way names the host it met; this stands for those that name none. */
const atlassian = 'https://auth.atlassian.com'

/** Lives only while the dialog is open, so that nothing typed outlives it. */
function Steps({ connection, onClose, onSignedIn, takesOver, settingUp, onSettingUp }: StepsProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>(() => {
    if (!connection) return { at: 'product' }
    if (connection.product === 'cloud') return { at: 'cloud', site: connection.siteUrl }
    const label = t('connections.known', { version: connection.version, url: connection.siteUrl })
    const target = targetOfConnection(connection, label)
    return { at: 'server', target: takesOver ? byAnother(target) : target }
  })
  const done = (signedIn: Connection) => {
    onClose()
    onSignedIn(signedIn)
  }
  const toAddress = (address: string) => setStep({ at: 'address', address })
  switch (step.at) {
    case 'product':
      return <ChooseProduct onDone={done} onServer={toAddress} />
    case 'cloud':
      return (
        <SiteHelp siteUrl={atlassian} offersCheck={false}>
          <CloudSignIn
            site={step.site}
            {...(connection ? { connection } : {})}
            tokenFirst={connection?.method === 'api-token'}
            onDone={done}
            onServer={toAddress}
          >
            {(buttons) => (
              <Stack gap="sm">
                {connection && (
                  <Text size="sm" c="var(--at-quiet)">
                    {t('cloud.again', { host: connection.host })}
                  </Text>
                )}
                <CloudGroup hint={step.site.replace(/^https?:\/\//, '')}>{buttons}</CloudGroup>
                {!connection && (
                  <Group>
                    <Button variant="default" onClick={() => toAddress(step.site)}>
                      {t('common.back')}
                    </Button>
                  </Group>
                )}
              </Stack>
            )}
          </CloudSignIn>
        </SiteHelp>
      )
    case 'address':
      if (settingUp) return <SetUpStep onBack={() => onSettingUp(false)} onWaiting={done} />
      return (
        <Stack gap="md">
          <AddressStep
            initial={step.address}
            onFound={(site) => setStep({ at: 'server', target: targetOfSite(site) })}
            onCloud={(site) => setStep({ at: 'cloud', site })}
            onBack={() => setStep({ at: 'product' })}
          />
          <Text size="xs" c="var(--at-quiet)">
            {t('applink.before')}{' '}
            <Anchor component="button" type="button" inherit onClick={() => onSettingUp(true)}>
              {t('applink.title')}
            </Anchor>
          </Text>
        </Stack>
      )
    case 'server':
      return (
        <SiteHelp siteUrl={step.target.siteUrl}>
          <ServerStep
            target={step.target}
            settingUp={settingUp}
            onSettingUp={onSettingUp}
            onOtherAddress={() => toAddress('')}
            onDone={done}
          />
        </SiteHelp>
      )
  }
}
