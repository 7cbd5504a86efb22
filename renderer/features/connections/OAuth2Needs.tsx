import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../ui/CopyField.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { redirectUrlQuery } from './connection-queries.ts'
import classes from './SignInForms.module.css'

/** What has to be there before OAuth 2.0 can work: an incoming link (Configure an incoming link, Atlassian). */
export function OAuth2Needs({ opened }: { readonly opened: boolean }) {
  const { t } = useTranslation()
  const redirect = useQuery(redirectUrlQuery)
  return (
    <details className={classes.guide} open={opened || undefined}>
      <summary>{t('oauth2.needs')}</summary>
      <ol className={classes.steps}>
        <li>{t('oauth2.needHttps')}</li>
        <li>{t('oauth2.needLink')}</li>
        <li>
          {t('oauth2.needRedirect')}
          {redirect.isPending && <Skeleton h={58} />}
          {redirect.error && <FailureNotice failure={redirect.error.failure} />}
          {redirect.data && <CopyField bare label={t('oauth2.redirectUrl')} value={redirect.data.url} />}
        </li>
        <li>{t('oauth2.needPermission')}</li>
        <li>{t('oauth2.needValues')}</li>
      </ol>
    </details>
  )
}
