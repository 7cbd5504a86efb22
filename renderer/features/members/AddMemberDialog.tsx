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
import { FirstPassword } from './FirstPassword.tsx'
import { HandOver, type Handed } from './HandOver.tsx'
import { memberFields, passwordProblem, problemOf, type MemberInput, type MemberProblem } from './member-problems.ts'
import { MemberFields } from './MemberFields.tsx'
import { OwnPassword } from './OwnPassword.tsx'

interface AddMemberDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  /** The member who was alone so far, for whom signing in begins as well; null when there are more already. */
  readonly first: Member | null
}

/** Adds somebody, with a password for the first sign-in; the second member turns signing in on. */
export function AddMemberDialog(props: AddMemberDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('members.add')}>
      <Steps {...props} />
    </Dialog>
  )
}

/** The dialog's contents are made anew each time it opens, so that no password outlives it. */
function Steps({ onClose, first }: AddMemberDialogProps) {
  const { t } = useTranslation()
  const [handed, setHanded] = useState<Handed | null>(null)
  return handed ? (
    <HandOver label={t('members.firstPassword')} handed={handed} onClose={onClose} />
  ) : (
    <AddForm first={first} onClose={onClose} onDone={setHanded} />
  )
}

const somebody: MemberInput = { name: '', login: '', role: 'employee', projectIds: [] }
const noPasswords = { password: '', ownPassword: '', again: '' }

interface AddFormProps {
  readonly first: Member | null
  readonly onClose: () => void
  readonly onDone: (handed: Handed) => void
}

function AddForm({ first, onClose, onDone }: AddFormProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [member, setMember] = useState(somebody)
  const [secrets, setSecrets] = useState(noPasswords)
  const [problem, setProblem] = useState<MemberProblem | null>(null)
  const name = useRef<HTMLInputElement>(null)
  const login = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const ownPassword = useRef<HTMLInputElement>(null)
  const again = useRef<HTMLInputElement>(null)
  const add = useAction(bridge.members.add)
  const { failure } = add
  const focus = (field: string | undefined) =>
    ({ name, login, password, ownPassword, again })[field as string]?.current?.focus()
  const refuse = (found: MemberProblem) => {
    setProblem(found)
    focus(found.field)
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    add.clear()
    const found = problemOf(member) ?? passwordProblem(secrets.password, 'password') ?? (first && ownProblem())
    if (found) return refuse(found)
    const projectIds = member.role === 'project-manager' ? [...member.projectIds] : []
    const { password: given, ownPassword: own } = secrets
    const result = await add.run({ ...member, projectIds, password: given, ...(first ? { ownPassword: own } : {}) })
    if (!result.ok) {
      setProblem(problemAt(result.failure, memberFields))
      return focus(result.failure.field)
    }
    setSecrets(noPasswords)
    announce(t('members.addedDone', { name: result.value.name }))
    onDone({ name: result.value.name, login: result.value.login ?? member.login, password: given })
  }
  const ownProblem = (): MemberProblem | null => {
    const poor = passwordProblem(secrets.ownPassword, 'ownPassword')
    return poor ?? (secrets.ownPassword === secrets.again ? null : { field: 'again', text: t('session.notTheSame') })
  }
  const wrong = (field: MemberProblem['field']) => (problem?.field === field ? problem.text : failure?.field === field)
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="md">
        <MemberFields
          value={member}
          problem={problem}
          suggestsLogin
          nameRef={name}
          loginRef={login}
          onChange={(part) => {
            setMember((old) => ({ ...old, ...part }))
            setProblem(null)
          }}
        />
        <FirstPassword
          label={t('members.firstPassword')}
          inputRef={password}
          value={secrets.password}
          error={wrong('password')}
          onChange={(value) => {
            setSecrets((old) => ({ ...old, password: value }))
            setProblem(null)
          }}
        />
        {first && (
          <OwnPassword
            login={first.login ?? ''}
            password={secrets.ownPassword}
            again={secrets.again}
            passwordRef={ownPassword}
            againRef={again}
            passwordError={wrong('ownPassword')}
            againError={wrong('again')}
            onChange={(part) => {
              setSecrets((old) => ({ ...old, ...part }))
              setProblem(null)
            }}
          />
        )}
        {failure && !problemAt(failure, memberFields) && <FailureNotice failure={failure} live />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={add.busy}>
            {t('members.add')}
          </Button>
        </DialogFooter>
      </Stack>
    </form>
  )
}
