import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useInRouterContext } from 'react-router'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { usePagesShown } from './pages-shown.ts'

/** *More about this*: leads to the code's entry on the page *What can go wrong*. Nothing where there are no pages. */
export function FailuresLink({ code }: { readonly code: FailureCode }) {
  const { t } = useTranslation()
  const shown = usePagesShown()
  if (!useInRouterContext() || !shown) return null
  return (
    <Anchor component={Link} to={`/failures?code=${code}`} size="xs">
      {t('failures.more')}
    </Anchor>
  )
}
