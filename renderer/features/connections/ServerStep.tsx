import { useEffect, useState } from 'react'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { renewedTarget, type SignInTarget } from './sign-in-target.ts'
import { SetUpStep } from './SetUpStep.tsx'
import { SignInStep } from './SignInStep.tsx'

interface ServerStepProps {
  readonly target: SignInTarget
  readonly settingUp: boolean
  readonly onSettingUp: (settingUp: boolean) => void
  readonly onOtherAddress: () => void
  readonly onDone: (connection: Connection) => void
}

/** Signing in to a Jira that was found or is known, and the set-up of its application link in between. */
export function ServerStep({ target: first, settingUp, onSettingUp, onOtherAddress, onDone }: ServerStepProps) {
  const [target, setTarget] = useState(first)
  const [asking, setAsking] = useState(first.known !== undefined)
  const [consumerKey, setConsumerKey] = useState<string | undefined>(undefined)
  useEffect(() => {
    if (!first.known) return
    let here = true
    // In the background: what a Jira offers may have changed since. When it cannot be asked, all that is known stays.
    void bridge.connections.findSite({ address: first.siteUrl }).then((found) => {
      if (!here) return
      setAsking(false)
      if (found.ok) setTarget(renewedTarget(first, found.value))
    })
    return () => {
      here = false
    }
  }, [first])
  if (settingUp) {
    return (
      <SetUpStep
        siteUrl={target.siteUrl}
        version={target.version}
        {...(consumerKey ? { consumerKey } : {})}
        onBack={() => onSettingUp(false)}
        onSignIn={() => onSettingUp(false)}
        {...(first.known ? {} : { onWaiting: onDone })}
      />
    )
  }
  return (
    <SignInStep
      target={target}
      asking={asking}
      consumerKey={consumerKey}
      onOtherAddress={onOtherAddress}
      onDone={onDone}
      onSetUpLink={(key) => {
        setConsumerKey(key)
        onSettingUp(true)
      }}
    />
  )
}
