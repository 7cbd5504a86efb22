import { Anchor, Divider, Group, Radio, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuthMethod, Connection } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { OAuth1Form } from './OAuth1Form.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import type { SignInTarget } from './sign-in-target.ts'
import classes from './SignInStep.module.css'

interface SignInStepProps {
  readonly target: SignInTarget
  /** Kept while the link is being set up. */
  readonly consumerKey: string | undefined
  readonly onOtherAddress: () => void
  readonly onDone: (connection: Connection) => void
  readonly onSetUpLink: (consumerKey: string) => void
}

/** Shown, so that nobody looks for them in vain. */
const later = ['pat', 'oauth2'] as const

/** What was found, how to sign in there, and the form of the chosen way. */
export function SignInStep({ target, consumerKey, onOtherAddress, onDone, onSetUpLink }: SignInStepProps) {
  const { t } = useTranslation()
  const [method, setMethod] = useState<AuthMethod>(() => firstMethod(target, consumerKey))
  /** Jira's own page is open: what stands around it would only lead away. */
  const [waiting, setWaiting] = useState(false)
  const announce = useAnnounce()
  const choice = useRef<HTMLDivElement>(null)
  // A new step begins with its question; signing in again begins at the password (the dialog sees to it).
  const [startsHere] = useState(!target.known && consumerKey === undefined)
  useEffect(() => {
    if (!startsHere) return
    announce(target.label)
    choice.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
  }, [startsHere, announce, target.label])
  return (
    <Stack gap="md">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-green-7)" style={{ flex: 'none' }} />
        <div>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {target.label}
          </Text>
          {!waiting && (
            <Anchor component="button" type="button" size="xs" onClick={onOtherAddress}>
              {t('signIn.otherAddress')}
            </Anchor>
          )}
        </div>
      </Group>
      {target.baseUrlWarning && <Warning>{target.baseUrlWarning}</Warning>}
      {target.insecure && <Warning>{t('signIn.insecure')}</Warning>}
      <Radio.Group
        ref={choice}
        label={t('signIn.how')}
        value={method}
        display={waiting ? 'none' : undefined}
        onChange={(value) => setMethod(value as AuthMethod)}
      >
        <Stack gap={8} mt={8}>
          {target.methods.map(({ method: one, recommended, impossible }) => (
            <Radio
              key={one}
              value={one}
              label={t(`signIn.methods.${one}`)}
              disabled={impossible !== null}
              description={impossible ?? (recommended ? <Recommended method={one} /> : <Hint method={one} />)}
            />
          ))}
          {later.map((one) => (
            <Radio
              key={one}
              value={one}
              disabled
              label={t(`signIn.methods.${one}`)}
              description={t('signIn.nextRelease')}
              classNames={{ labelWrapper: classes.oneLine ?? '' }}
            />
          ))}
        </Stack>
      </Radio.Group>
      {!waiting && <Divider />}
      {method === 'password' ? (
        <PasswordForm target={target} onDone={onDone} onUseOAuth={() => setMethod('oauth1')} />
      ) : (
        <OAuth1Form
          target={target}
          initialConsumerKey={consumerKey}
          onDone={onDone}
          onSetUpLink={onSetUpLink}
          onWaiting={setWaiting}
        />
      )}
    </Stack>
  )
}

/** The way to begin with: the one used before, else the recommended one, else one that works. */
function firstMethod(target: SignInTarget, consumerKey: string | undefined): AuthMethod {
  if (consumerKey !== undefined) return 'oauth1'
  if (target.known) return target.known.method
  const possible = target.methods.filter((one) => one.impossible === null)
  return (possible.find((one) => one.recommended) ?? possible[0])?.method ?? 'password'
}

function Hint({ method }: { readonly method: AuthMethod }) {
  const { t } = useTranslation()
  return <>{t(method === 'password' ? 'signIn.passwordHint' : 'signIn.oauthHint')}</>
}

function Recommended({ method }: { readonly method: AuthMethod }) {
  const { t } = useTranslation()
  return (
    <>
      <Text span inherit fw={600} c="var(--at-accent)">
        {t('signIn.recommended')}.
      </Text>{' '}
      <Hint method={method} />
    </>
  )
}

function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <Notice tone="warning" role="note">
      <Text size="sm">{children}</Text>
    </Notice>
  )
}
