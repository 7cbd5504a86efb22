import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failure as failureOf, type Connection, type Failure } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ApiTokenFields, AtlassianAccount, type ApiTokenValues } from './ApiTokenFields.tsx'
import { expiry } from './ExpiresOnField.tsx'
import { hostOf } from './sign-in-target.ts'
import { useWhoseSignIn } from './use-connection-rights.ts'

interface ApiTokenFormProps {
  /** Filled in, when it is known already. */
  readonly site: string
  /** Signs this one in again. */
  readonly connection?: Connection
  /** Atlassian's page was asked for, and there is no OAuth client: says so. */
  readonly clientMissing: boolean
  readonly onDone: (connection: Connection) => void
  readonly onServer: (address: string) => void
  readonly onBack: () => void
}

/** Jira Cloud without any OAuth client. The token leaves this component's state the moment it is sent. */
export function ApiTokenForm(props: ApiTokenFormProps) {
  const { connection, clientMissing, onDone, onServer, onBack } = props
  const { t } = useTranslation()
  const [site, setSite] = useState(() => hostOf(props.site))
  const ofAnother = useWhoseSignIn(connection)?.mine === false
  const [values, setValues] = useState<ApiTokenValues>({
    email: (ofAnother ? null : connection?.email) ?? '',
    token: '',
    expiresOn: ''
  })
  const siteField = useRef<HTMLInputElement>(null)
  const email = useRef<HTMLInputElement>(null)
  const token = useRef<HTMLInputElement>(null)
  const signIn = useAction(bridge.connections.signInWithApiToken)
  const failure = signIn.failure
  const [first] = useState(() => (site === '' ? siteField : values.email === '' ? email : token))
  useEffect(() => first.current?.focus(), [first])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { expiresOn, ...typed } = values
    setValues({ ...values, token: '' })
    const result = await signIn.run({
      site,
      ...typed,
      ...expiry(expiresOn),
      ...(connection ? { connectionId: connection.id } : {})
    })
    if (result.ok) return onDone(result.value)
    const { field, code } = result.failure
    const wrongSite = field === 'site' || code === 'cloud-site-not-found' || code === 'not-cloud'
    ;(wrongSite ? siteField : field === 'email' ? email : token).current?.focus()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        <Text size="sm" fw={600}>
          {t('cloud.tokenTitle')}
        </Text>
        {clientMissing && <ClientMissing />}
        {connection && (
          <Text size="xs" c="var(--at-quiet)">
            {t('cloud.again', { host: connection.host })}
          </Text>
        )}
        <AtlassianAccount before={t('cloud.tokenHint')} />
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              isElsewhere(failure, site) && (
                <Button size="compact-sm" variant="default" onClick={() => onServer(site)}>
                  {t('cloud.toServer')}
                </Button>
              )
            }
          />
        )}
        <TextInput
          ref={siteField}
          label={t('cloud.site')}
          description={t('cloud.siteHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={site}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          data-autofocus={first === siteField || undefined}
          error={failure?.field === 'site' || failure?.code === 'cloud-site-not-found' || failure?.code === 'not-cloud'}
          onChange={(event) => setSite(event.currentTarget.value)}
        />
        <ApiTokenFields
          values={values}
          failure={failure}
          emailRef={email}
          tokenRef={token}
          autoFocus={first === email ? 'email' : first === token ? 'token' : null}
          onChange={setValues}
        />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t(connection ? 'cloud.useLogIn' : 'common.back')}
          </Button>
          <Button type="submit" loading={signIn.busy}>
            {t('signIn.submitPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A company's own Jira – or what may well be one: an address that Atlassian does not give. */
const isElsewhere = ({ code }: Failure, site: string): boolean =>
  code === 'not-cloud' || (code === 'cloud-site-not-found' && /[.:]/.test(site) && !/\.atlassian\.net\b/i.test(site))

/** Not a failure: why Atlassian's page does not open here, and that the form below does without it. */
function ClientMissing() {
  const { t } = useTranslation()
  const mayEnter = useAllowed()('cloudClient.set')
  const words = failureOf('cloud-client-missing')
  return (
    <Notice tone="info" role="status">
      <Text size="sm" fw={600}>
        {words.title}
      </Text>
      <Text size="sm">
        {words.cause} {t('cloud.tokenWorks')}
      </Text>
      <Text size="sm">
        {t('cloud.clientMissing')}{' '}
        {mayEnter ? (
          <Anchor component={Link} to="/settings#jira-cloud" inherit underline="always">
            {t('cloud.clientMissingWhere')}
          </Anchor>
        ) : (
          t('cloud.clientMissingWhere')
        )}
        .
      </Text>
    </Notice>
  )
}
