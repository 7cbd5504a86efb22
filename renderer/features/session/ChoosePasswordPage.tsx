import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { FullWindow } from './FullWindow.tsx'
import { PasswordChangeForm } from './PasswordChangeForm.tsx'
import { useSetSession } from './use-present-session.ts'

/** Signed in with a password that somebody else knows: nothing else until there is a new one. */
export function ChoosePasswordPage() {
  const { t } = useTranslation()
  const setSession = useSetSession()
  const signOut = useAction(bridge.session.signOut)
  const leave = async () => {
    const result = await signOut.run({})
    if (result.ok) await setSession(result.value)
  }
  return (
    <FullWindow title={t('session.chooseTitle')} text={t('session.chooseText')}>
      {signOut.failure && <FailureNotice failure={signOut.failure} live />}
      <PasswordChangeForm
        onDone={(session) => void setSession(session)}
        footer={(save) => (
          <Group justify="space-between" mt="xs">
            <Button variant="subtle" loading={signOut.busy} onClick={() => void leave()}>
              {t('session.signOut')}
            </Button>
            {save}
          </Group>
        )}
      />
    </FullWindow>
  )
}
