import { Anchor, Divider, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, ServerMethod } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { MethodChoice } from './MethodChoice.tsx'
import { OAuth1Form } from './OAuth1Form.tsx'
import { OAuth2Form } from './OAuth2Form.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { firstMethod, type SignInTarget } from './sign-in-target.ts'
import { TokenForm } from './TokenForm.tsx'

interface SignInStepProps {
  readonly target: SignInTarget
  /** Jira is being asked which ways it offers now. */
  readonly asking: boolean
  /** Kept while the link is being set up. */
  readonly consumerKey: string | undefined
  readonly onOtherAddress: () => void
  readonly onDone: (connection: Connection) => void
  readonly onSetUpLink: (consumerKey: string) => void
}

/** What was found, how to sign in there, and the form of the chosen way. */
export function SignInStep({ target, asking, consumerKey, onOtherAddress, onDone, onSetUpLink }: SignInStepProps) {
  const { t } = useTranslation()
  /** Null until the person, or a button that answers a failure, chose one: then it stays. */
  const [chosen, setChosen] = useState<ServerMethod | null>(consumerKey === undefined ? null : 'oauth1')
  const method = chosen ?? firstMethod(target)
  /** Jira's own page is open: what stands around it would only lead away. */
  const [waiting, setWaiting] = useState(false)
  /** A sign-in under way is not taken away by advice that arrives in the meantime. */
  const onWaiting = useCallback(
    (now: boolean) => {
      setWaiting(now)
      if (now) setChosen(method)
    },
    [method]
  )
  const announce = useAnnounce()
  const choice = useRef<HTMLDivElement>(null)
  const focusChoice = () => choice.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
  // A new step begins with its question; signing in again begins at its field (the dialog sees to it).
  const [startsHere] = useState(!target.known && consumerKey === undefined)
  useEffect(() => {
    if (!startsHere) return
    announce(target.label)
    focusChoice()
  }, [startsHere, announce, target.label])
  // Advice that arrives late can take the form away that had the focus, when its way is impossible now.
  const shown = useRef(method)
  useEffect(() => {
    if (shown.current === method) return
    shown.current = method
    if (document.activeElement === document.body) focusChoice()
  }, [method])
  /** From a failure's button, which is gone with its form: the focus goes to what is chosen now. */
  const use = (other: ServerMethod) => {
    setChosen(other)
    requestAnimationFrame(focusChoice)
  }
  const form = { target, onDone, onUse: use }
  return (
    <Stack gap="md">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-green-7)" style={{ flex: 'none' }} />
        <div>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {target.label}
          </Text>
          {!waiting && !target.known && (
            <Anchor component="button" type="button" size="xs" onClick={onOtherAddress}>
              {t('signIn.otherAddress')}
            </Anchor>
          )}
          {!waiting && target.known && (
            <Text size="xs" c="var(--at-quiet)">
              {target.known.username !== '' && t('signIn.linksStay')} {asking && t('signIn.asking')}
            </Text>
          )}
        </div>
      </Group>
      {target.baseUrlWarning && <Warning>{target.baseUrlWarning}</Warning>}
      {target.insecure && <Warning>{t('signIn.insecure')}</Warning>}
      <MethodChoice methods={target.methods} value={method} hidden={waiting} groupRef={choice} onChange={setChosen} />
      {!waiting && <Divider />}
      {method === 'password' && <PasswordForm {...form} />}
      {method === 'pat' && <TokenForm {...form} />}
      {method === 'oauth1' && (
        <OAuth1Form {...form} initialConsumerKey={consumerKey} onSetUpLink={onSetUpLink} onWaiting={onWaiting} />
      )}
      {method === 'oauth2' && <OAuth2Form {...form} onWaiting={onWaiting} />}
    </Stack>
  )
}

function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <Notice tone="warning" role="note">
      <Text size="sm">{children}</Text>
    </Notice>
  )
}
