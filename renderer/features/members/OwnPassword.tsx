import { Stack, Text } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'

interface OwnPasswordProps {
  /** With which whoever was alone so far signs in from now on. */
  readonly login: string
  readonly password: string
  readonly again: string
  readonly passwordRef: Ref<HTMLInputElement>
  readonly againRef: Ref<HTMLInputElement>
  readonly passwordError: string | boolean
  readonly againError: string | boolean
  readonly onChange: (part: { ownPassword?: string; again?: string }) => void
}

/** With the second member everybody signs in: what that means, and the password of whoever had none so far. */
export function OwnPassword(props: OwnPasswordProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" role="group" aria-label={t('members.signInBegins')}>
      <Notice tone="info" role="note">
        <Text size="sm" fw={600}>
          {t('members.signInBegins')}
        </Text>
        <Text size="sm">{t('members.signInBeginsText', { login: props.login })}</Text>
      </Notice>
      <SecretField
        inputRef={props.passwordRef}
        label={t('members.ownPassword')}
        description={t('session.rule')}
        value={props.password}
        maxLength={1024}
        autoComplete="new-password"
        error={props.passwordError}
        onChange={(ownPassword) => props.onChange({ ownPassword })}
      />
      <SecretField
        inputRef={props.againRef}
        label={t('members.repeatOwnPassword')}
        value={props.again}
        maxLength={1024}
        autoComplete="new-password"
        error={props.againError}
        onChange={(again) => props.onChange({ again })}
      />
    </Stack>
  )
}
