import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { projectName, type Project, type Result } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'

interface ProjectNameDialogProps {
  readonly opened: boolean
  readonly title: string
  readonly submit: string
  readonly initial?: string
  readonly onSubmit: (name: string) => Promise<Result<Project>>
  readonly onClose: () => void
  readonly onDone: (project: Project) => void
}

/** Asks for a project's name: for a new project, or to rename one. */
export function ProjectNameDialog(props: ProjectNameDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <NameForm {...props} />
    </Dialog>
  )
}

function NameForm({ submit, initial = '', onSubmit, onClose, onDone }: ProjectNameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initial)
  const [problem, setProblem] = useState<string | null>(null)
  const { run, busy, failure } = useAction(onSubmit)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const checked = projectName.safeParse(name)
    if (!checked.success) return setProblem(checked.error.issues[0]?.message ?? null)
    const result = await run(checked.data)
    if (!result.ok) return
    onClose()
    onDone(result.value)
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack>
        <TextInput
          label={t('projects.nameLabel')}
          value={name}
          error={problem}
          autoComplete="off"
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(null)
          }}
        />
        {failure && <FailureNotice failure={failure} live />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
