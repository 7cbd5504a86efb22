import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { failure as makeFailure, type Failure } from '../../preload/contract/index.ts'
import { RestoreBackup } from '../features/backup/RestoreBackup.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { usePageTitle } from '../ui/Page.tsx'
import { useAllowed } from './use-allowed.ts'

/** The whole page when the workspace cannot be opened: nothing else would be true. */
export function CannotStart({ failure }: { readonly failure: Failure | undefined }) {
  const { t } = useTranslation()
  const mayRestore = useAllowed()('backup.choose')
  /** The remedy begins with the button. */
  const named = failure?.code === 'database-corrupt'
  usePageTitle('')
  return (
    <Stack component="main" justify="center" h="100vh" maw={640} mx="auto" p="xl">
      <Title order={1}>{t('shell.cannotStart')}</Title>
      <FailureNotice failure={failure ?? makeFailure('internal', { where: 'the database' })} live />
      {mayRestore && (
        <>
          {!named && <Text size="sm">{t('backup.cannotStart')}</Text>}
          <RestoreBackup primary={named} />
        </>
      )}
    </Stack>
  )
}
