import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAllowed } from '../../app/use-allowed.ts'
import type { Failure, FailureCode } from '../../../preload/contract/index.ts'

/** Where in Settings the remedy of a failed sign-in is: the port, or the OAuth client of Jira Cloud. */
const inSettings: Partial<Record<FailureCode, string>> = { 'callback-port-in-use': '/settings#sign-ins' }
const ofCloudClient: Partial<Record<FailureCode, string>> = {
  'oauth2-client-refused': '/settings#jira-cloud',
  'oauth2-redirect-refused': '/settings#jira-cloud',
  'oauth2-refused': '/settings#jira-cloud'
}

interface OpenSettingsProps {
  readonly failure: Failure
  /** The client is the one in Settings, not one entered beside. */
  readonly cloud?: boolean
}

/** The button that leads to the setting at fault, where a failure has one. */
export function OpenSettings({ failure, cloud = false }: OpenSettingsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const allowed = useAllowed()
  const to = inSettings[failure.code] ?? (cloud ? ofCloudClient[failure.code] : undefined)
  if (!to || !allowed('settings.set')) return null
  return (
    <Button size="compact-sm" variant="default" onClick={() => void navigate(to)}>
      {t('oauth2.openSettings')}
    </Button>
  )
}
