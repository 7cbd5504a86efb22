import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconFlask, IconKey, IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../preload/contract/index.ts'
import { bridge } from '../bridge.ts'
import { LinkReady, useReadyLinks } from '../features/applink/LinkReady.tsx'
import { notifyFailure } from '../ui/notify.ts'
import { useAction } from '../ui/use-action.ts'
import { appStatusQuery } from './app-queries.ts'
import { useAllowed } from './use-allowed.ts'
import classes from './Notices.module.css'

/** Quiet strips above the page: things worth knowing that stop nobody. */
export function Notices({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const { keychain, database } = status
  const { ready, dismiss } = useReadyLinks()
  return (
    <div className={classes.notices} role="region" aria-label={t('shell.notices')}>
      {status.developmentRuntime && (
        <Strip icon={<IconFlask size={15} aria-hidden />}>
          {t('shell.developmentRuntime', { version: status.electron })}
        </Strip>
      )}
      {database.state === 'read-only' && database.failure && (
        <Strip icon={<IconLock size={15} aria-hidden />} warning>
          <b>{database.failure.title}.</b> {database.failure.cause} {database.failure.remedy}
        </Strip>
      )}
      {keychain.state === 'session' && (
        <Strip icon={<IconKey size={15} aria-hidden />}>{t('shell.sessionSecrets')}</Strip>
      )}
      {keychain.state === 'missing' && <KeychainMissing status={status} />}
      {ready.map((connection) => (
        <Strip key={connection.id} icon={<IconCircleCheck size={15} aria-hidden />} good>
          <LinkReady connection={connection} onLater={() => dismiss(connection.id)} />
        </Strip>
      ))}
    </div>
  )
}

function KeychainMissing({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const mayKeep = useAllowed()('app.keepSecretsUntilQuit')
  const keep = useAction(() => bridge.app.keepSecretsUntilQuit())
  const failure = status.keychain.failure
  const choose = async () => {
    const result = await keep.run(null)
    if (result.ok) client.setQueryData(appStatusQuery.queryKey, result.value)
    else notifyFailure(result.failure)
  }
  return (
    <Strip
      icon={<IconAlertTriangle size={15} aria-hidden />}
      warning
      action={
        mayKeep && (
          <Button size="compact-xs" variant="default" loading={keep.busy} onClick={() => void choose()}>
            {t('shell.keepUntilQuit')}
          </Button>
        )
      }
    >
      {failure ? (
        <>
          <b>{failure.title}.</b> {failure.cause} {mayKeep ? failure.remedy : t('permissions.keychain')}
        </>
      ) : (
        t('settings.keychainStates.missing')
      )}
    </Strip>
  )
}

interface StripProps {
  readonly icon: ReactNode
  readonly warning?: boolean
  /** Something that was waited for has come. */
  readonly good?: boolean
  readonly action?: ReactNode
  readonly children: ReactNode
}

function Strip({ icon, warning = false, good = false, action, children }: StripProps) {
  return (
    <div className={classes.strip} data-warning={warning || undefined} data-good={good || undefined}>
      {icon}
      <span className={classes.text}>{children}</span>
      {action}
    </div>
  )
}
