import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useWhoseSignIn } from './use-connection-rights.ts'
import classes from './SignInForms.module.css'

/** What signing in changes where a connection uses somebody else's sign-in; nothing otherwise. */
export function TakeOver({ connection }: { readonly connection: Connection | undefined }) {
  const { t } = useTranslation()
  const whose = useWhoseSignIn(connection)
  if (!whose || whose.mine) return null
  return (
    <div className={classes.above}>
      <Notice tone="info" role="note">
        <Text size="sm">{t('connections.takeOverText', { name: whose.name })}</Text>
      </Notice>
    </div>
  )
}
