import { Text, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../preload/contract/index.ts'
import { ExternalLink } from '../../ui/ExternalLink.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { ExpiresOnField } from './ExpiresOnField.tsx'

/** Where API tokens are made (Manage API tokens for your Atlassian account). */
const apiTokensPage = 'https://id.atlassian.com/manage-profile/security/api-tokens'

export interface ApiTokenValues {
  readonly email: string
  readonly token: string
  /** `2027-01-31`, or empty. */
  readonly expiresOn: string
}

interface ApiTokenFieldsProps {
  readonly values: ApiTokenValues
  readonly failure: Failure | null
  readonly emailRef: Ref<HTMLInputElement>
  readonly tokenRef: Ref<HTMLInputElement>
  readonly autoFocus: 'email' | 'token' | null
  readonly onChange: (values: ApiTokenValues) => void
}

/** An account's e-mail address, its API token and until when it works. */
export function ApiTokenFields({ values, failure, emailRef, tokenRef, autoFocus, onChange }: ApiTokenFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        ref={emailRef}
        type="email"
        label={t('cloud.email')}
        description={t('cloud.emailHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={values.email}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        data-autofocus={autoFocus === 'email' || undefined}
        error={failure?.field === 'email'}
        onChange={(event) => onChange({ ...values, email: event.currentTarget.value })}
      />
      <SecretField
        inputRef={tokenRef}
        label={t('cloud.apiToken')}
        value={values.token}
        maxLength={2000}
        autoFocus={autoFocus === 'token'}
        error={failure?.field === 'token' || (failure !== null && aboutTheToken.has(failure.code))}
        onChange={(token) => onChange({ ...values, token })}
      />
      <ExpiresOnField
        value={values.expiresOn}
        error={failure?.field === 'expiresOn'}
        onChange={(expiresOn) => onChange({ ...values, expiresOn })}
      />
    </>
  )
}

const aboutTheToken = new Set([
  'cloud-token-refused',
  'cloud-password-refused',
  'cloud-account-mismatch',
  'cloud-scope-missing',
  'token-malformed',
  'token-expired'
])

/** `Make an API token on the page of your Atlassian account.` @param before up to the link */
export function AtlassianAccount({ before }: { readonly before: string }) {
  const { t } = useTranslation()
  return (
    <Text size="sm">
      {before} <ExternalLink href={apiTokensPage}>{t('cloud.account')}</ExternalLink>.
    </Text>
  )
}
