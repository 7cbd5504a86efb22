import { Button, Stack, Text } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { problemAt } from '../../ui/field-problem.ts'
import { useAction } from '../../ui/use-action.ts'
import { FirstPassword } from './FirstPassword.tsx'
import { HandOver, type Handed } from './HandOver.tsx'
import { passwordProblem } from './member-problems.ts'

interface NewPasswordDialogProps {
  readonly opened: boolean
  readonly member: Member
  readonly onClose: () => void
}

/** For whoever has forgotten theirs: a password that is good for one sign-in. */
export function NewPasswordDialog(props: NewPasswordDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('members.newPasswordTitle', { name: props.member.name })}
    >
      <Steps {...props} />
    </Dialog>
  )
}

function Steps({ member, onClose }: NewPasswordDialogProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [handed, setHanded] = useState<Handed | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const reset = useAction(bridge.members.resetPassword)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    reset.clear()
    const found = passwordProblem(password, 'password')
    setProblem(found?.text ?? null)
    if (found) return field.current?.focus()
    const result = await reset.run({ id: member.id, password })
    if (!result.ok) {
      setProblem(problemAt(result.failure, ['password'])?.text ?? null)
      return field.current?.focus()
    }
    setPassword('')
    announce(t('members.newPasswordDone', { name: member.name }))
    setHanded({ name: member.name, login: result.value.login ?? member.login ?? '', password })
  }
  if (handed) return <HandOver label={t('members.nextPassword')} handed={handed} onClose={onClose} />
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="md">
        <Text size="sm">{t('members.newPasswordText', { name: member.name })}</Text>
        <FirstPassword
          label={t('members.nextPassword')}
          inputRef={field}
          value={password}
          error={problem ?? false}
          autoFocus
          onChange={(value) => {
            setPassword(value)
            setProblem(null)
          }}
        />
        {reset.failure && !problemAt(reset.failure, ['password']) && <FailureNotice failure={reset.failure} live />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={reset.busy}>
            {t('members.givePassword')}
          </Button>
        </DialogFooter>
      </Stack>
    </form>
  )
}
