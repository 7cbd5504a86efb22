import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Page } from '../ui/Page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('shell.pageNotFound')}>
      <Anchor component={Link} to="/projects">
        {t('shell.backToProjects')}
      </Anchor>
    </Page>
  )
}
