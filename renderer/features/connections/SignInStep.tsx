import { Alert, Anchor, Divider, Group, Radio, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuthMethod, Connection } from '../../../preload/contract/index.ts'
import { OAuth1Form } from './OAuth1Form.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import type { SignInTarget } from './sign-in-target.ts'

interface SignInStepProps {
  readonly target: SignInTarget
  /** Kept while the link is being set up. */
  readonly consumerKey: string | undefined
  readonly onOtherAddress: () => void
  readonly onDone: (connection: Connection) => void
  readonly onSetUpLink: (consumerKey: string) => void
}

/** What was found, how to sign in there, and the form of the chosen way. */
export function SignInStep({ target, consumerKey, onOtherAddress, onDone, onSetUpLink }: SignInStepProps) {
  const { t } = useTranslation()
  const [method, setMethod] = useState<AuthMethod>(() => firstMethod(target, consumerKey))
  const found = useRef<HTMLParagraphElement>(null)
  // A new step begins where it says what was found; signing in again begins at the password (the dialog sees to it).
  const [startsHere] = useState(!target.known && consumerKey === undefined)
  useEffect(() => {
    if (startsHere) found.current?.focus()
  }, [startsHere])
  return (
    <Stack gap="md">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-green-7)" style={{ flex: 'none' }} />
        <div>
          <Text size="sm" fw={600} ref={found} tabIndex={-1} style={{ overflowWrap: 'anywhere', outline: 'none' }}>
            {target.label}
          </Text>
          <Anchor component="button" type="button" size="xs" onClick={onOtherAddress}>
            {t('signIn.otherAddress')}
          </Anchor>
        </div>
      </Group>
      {target.baseUrlWarning && <Warning>{target.baseUrlWarning}</Warning>}
      {target.insecure && <Warning>{t('signIn.insecure')}</Warning>}
      <Radio.Group label={t('signIn.how')} value={method} onChange={(value) => setMethod(value as AuthMethod)}>
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
          <Radio value="pat" disabled label={t('signIn.methods.pat')} description={t('signIn.nextRelease')} />
          <Radio value="oauth2" disabled label={t('signIn.methods.oauth2')} description={t('signIn.nextRelease')} />
        </Stack>
      </Radio.Group>
      <Divider />
      {method === 'password' ? (
        <PasswordForm target={target} onDone={onDone} onUseOAuth={() => setMethod('oauth1')} />
      ) : (
        <OAuth1Form target={target} initialConsumerKey={consumerKey} onDone={onDone} onSetUpLink={onSetUpLink} />
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
    <Alert color="yellow" variant="light" role="note" icon={<IconAlertTriangle aria-hidden />} p="xs">
      <Text size="sm">{children}</Text>
    </Alert>
  )
}
