import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../preload/contract/index.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface PasswordRefusedProps {
  readonly failure: Failure
  /** Whose password was asked for; without it, one's own. */
  readonly name?: string
}

/** A failure where only a password was typed: the words of signing in, about login and password, would be wrong there. */
export function PasswordRefused({ failure, name }: PasswordRefusedProps) {
  const { t } = useTranslation()
  if (failure.code !== 'login-refused') return <FailureNotice failure={failure} live />
  return (
    <Notice tone="error" role="alert">
      <Text fw={600} size="sm">
        {name ? t('session.notThePasswordOf', { name }) : t('session.notYourPassword')}
      </Text>
      <Text size="sm">{t('session.typeOnceMore')}</Text>
    </Notice>
  )
}
