import { Button, Stack } from '@mantine/core'
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
import { memberFields, problemOf, type MemberInput, type MemberProblem } from './member-problems.ts'
import { MemberFields } from './MemberFields.tsx'

interface ChangeMemberDialogProps {
  readonly opened: boolean
  readonly member: Member
  readonly you: boolean
  /** The only Administrator: the role stays. */
  readonly only: boolean
  readonly onClose: () => void
}

/** Name, login, role and projects of somebody. */
export function ChangeMemberDialog(props: ChangeMemberDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('members.changeTitle', { name: props.member.name })}>
      <ChangeForm {...props} />
    </Dialog>
  )
}

function ChangeForm({ member, you, only, onClose }: ChangeMemberDialogProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [value, setValue] = useState<MemberInput>({ ...member, login: member.login ?? '' })
  const [problem, setProblem] = useState<MemberProblem | null>(null)
  const name = useRef<HTMLInputElement>(null)
  const login = useRef<HTMLInputElement>(null)
  const update = useAction(bridge.members.update)
  const focus = (field: string | undefined) => (field === 'login' ? login : name).current?.focus()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    update.clear()
    const found = problemOf(value)
    setProblem(found)
    if (found) return focus(found.field)
    const result = await update.run({
      id: member.id,
      name: value.name,
      login: value.login,
      role: value.role,
      projectIds: value.role === 'project-manager' ? [...value.projectIds] : []
    })
    if (!result.ok) {
      setProblem(problemAt(result.failure, memberFields))
      return focus(result.failure.field)
    }
    announce(t('members.changedDone', { name: result.value.name }))
    onClose()
  }
  const fixed = only ? t('members.roleFixed', { name: member.name }) : you ? t('members.ownRole') : undefined
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="md">
        <MemberFields
          value={value}
          problem={problem}
          suggestsLogin={false}
          roleFixed={only}
          roleNote={fixed}
          nameRef={name}
          loginRef={login}
          onChange={(part) => {
            setValue((old) => ({ ...old, ...part }))
            setProblem(null)
          }}
        />
        {update.failure && !problemAt(update.failure, memberFields) && <FailureNotice failure={update.failure} live />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={update.busy}>
            {t('common.save')}
          </Button>
        </DialogFooter>
      </Stack>
    </form>
  )
}
