import { Button, Divider, Group, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { ExternalLink } from '../../ui/ExternalLink.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { CreateTokenForm } from './CreateTokenForm.tsx'
import { ExpiresOnField, expiry } from './ExpiresOnField.tsx'
import type { MethodFormProps } from './method-form.ts'
import { isPossible, renewing } from './sign-in-target.ts'
import { WayOut } from './WayOut.tsx'
import classes from './SignInForms.module.css'

/** Jira's page for making one's own tokens (Using Personal Access Tokens, Atlassian). */
const tokensPage =
  '/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens'

/** A personal access token, pasted – or made by Jira on request. It leaves this component's state the moment it is sent. */
export function TokenForm(props: MethodFormProps) {
  const { target, onDone, onUse } = props
  const { t } = useTranslation()
  const [token, setToken] = useState('')
  const [expiresOn, setExpiresOn] = useState('')
  const [creating, setCreating] = useState(false)
  const createPart = useId()
  const field = useRef<HTMLInputElement>(null)
  const signIn = useAction(bridge.connections.signInWithToken)
  const failure = signIn.failure
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = token
    setToken('')
    const result = await signIn.run({
      siteUrl: target.siteUrl,
      token: typed,
      ...expiry(expiresOn),
      ...renewing(target)
    })
    if (result.ok) onDone(result.value)
    else field.current?.focus()
  }
  return (
    <Stack gap="sm">
      <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
        <Stack gap="sm">
          {failure && (
            <FailureNotice
              failure={failure}
              live
              actions={<WayOut target={target} method="pat" failure={failure} onUse={onUse} />}
            />
          )}
          <Text size="sm">
            {t('tokens.patHint')} <ExternalLink href={target.siteUrl + tokensPage}>{t('tokens.patPage')}</ExternalLink>
          </Text>
          <SecretField
            inputRef={field}
            label={t('tokens.pat')}
            value={token}
            maxLength={2000}
            autoFocus={target.known !== undefined}
            error={failure !== null && failure.field !== 'expiresOn'}
            onChange={setToken}
          />
          <ExpiresOnField value={expiresOn} error={failure?.field === 'expiresOn'} onChange={setExpiresOn} />
          <Group justify="flex-end">
            <Button type="submit" loading={signIn.busy}>
              {t('signIn.submitPassword')}
            </Button>
          </Group>
        </Stack>
      </form>
      {isPossible(target, 'password') && (
        <>
          <Divider />
          <Button
            variant="subtle"
            size="compact-sm"
            w="fit-content"
            ml={-8}
            leftSection={
              creating ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
            }
            aria-expanded={creating}
            aria-controls={creating ? createPart : undefined}
            onClick={() => setCreating(!creating)}
          >
            {t('tokens.create')}
          </Button>
          {creating && (
            <div id={createPart} className={classes.box}>
              <CreateTokenForm {...props} />
            </div>
          )}
        </>
      )}
    </Stack>
  )
}
