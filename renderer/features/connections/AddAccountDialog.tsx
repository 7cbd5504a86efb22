import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ApplinkSetup } from '../applink/ApplinkSetup.tsx'
import { AddressStep } from './AddressStep.tsx'
import { ChooseProduct } from './ChooseProduct.tsx'
import { SignInStep } from './SignInStep.tsx'
import { targetOfConnection, targetOfSite, type SignInTarget } from './sign-in-target.ts'

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
  const close = () => {
    setSettingUp(false)
    props.onClose()
  }
  return (
    <Dialog
      opened={props.opened}
      onClose={close}
      title={t(settingUp ? 'applink.title' : props.connection ? 'signIn.againTitle' : 'signIn.title')}
      size={settingUp ? 'lg' : 'md'}
    >
      <Steps {...props} onClose={close} settingUp={settingUp} onSettingUp={setSettingUp} />
    </Dialog>
  )
}

interface StepsProps extends AddAccountDialogProps {
  readonly settingUp: boolean
  readonly onSettingUp: (settingUp: boolean) => void
}

/** Lives only while the dialog is open, so that nothing typed outlives it. */
function Steps({ connection, onClose, onSignedIn, settingUp, onSettingUp }: StepsProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<'product' | 'address'>(connection ? 'address' : 'product')
  const [target, setTarget] = useState<SignInTarget | null>(() =>
    connection
      ? targetOfConnection(connection, t('connections.known', { version: connection.version, url: connection.siteUrl }))
      : null
  )
  const [consumerKey, setConsumerKey] = useState<string | undefined>(undefined)
  const done = (signedIn: Connection) => {
    onClose()
    onSignedIn(signedIn)
  }
  if (target && settingUp) {
    return (
      <>
        <Button
          variant="subtle"
          size="compact-sm"
          mb="xs"
          autoFocus
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={() => onSettingUp(false)}
        >
          {t('common.back')}
        </Button>
        <ApplinkSetup
          siteUrl={target.siteUrl}
          version={target.version}
          {...(consumerKey ? { consumerKey } : {})}
          onDone={() => onSettingUp(false)}
        />
      </>
    )
  }
  if (target) {
    return (
      <SignInStep
        target={target}
        consumerKey={consumerKey}
        onOtherAddress={() => setTarget(null)}
        onDone={done}
        onSetUpLink={(key) => {
          setConsumerKey(key)
          onSettingUp(true)
        }}
      />
    )
  }
  if (step === 'address') {
    return <AddressStep onFound={(site) => setTarget(targetOfSite(site))} onBack={() => setStep('product')} />
  }
  return <ChooseProduct onServer={() => setStep('address')} />
}
