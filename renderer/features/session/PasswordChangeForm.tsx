import { Button, Stack, Text } from '@mantine/core'
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { newPassword, type Session } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { problemAt, type FieldProblem } from '../../ui/field-problem.ts'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { PasswordRefused } from './PasswordRefused.tsx'

interface PasswordChangeFormProps {
  readonly onDone: (session: Session) => void
  /** Around the button that saves: what else stands in its row. */
  readonly footer: (save: ReactNode) => ReactNode
}

const fields = ['current', 'password', 'again'] as const
type Field = (typeof fields)[number]
const nothing = { current: '', password: '', again: '' }

/** The present password, and the new one twice. All three leave this component's state the moment they are sent. */
export function PasswordChangeForm({ onDone, footer }: PasswordChangeFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(nothing)
  const [problem, setProblem] = useState<FieldProblem<Field> | null>(null)
  const current = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const again = useRef<HTMLInputElement>(null)
  const change = useAction(bridge.session.changePassword)
  const { failure } = change
  const refuse = (field: Field, text: string) => {
    setProblem({ field, text })
    ;({ current, password, again })[field].current?.focus()
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    change.clear()
    const checked = newPassword.safeParse(typed.password)
    if (typed.current === '') return refuse('current', t('session.passwordMissing'))
    if (!checked.success) return refuse('password', checked.error.issues[0]?.message ?? '')
    if (typed.password === typed.current) return refuse('password', t('session.samePassword'))
    if (typed.again !== typed.password) return refuse('again', t('session.notTheSame'))
    setTyped(nothing)
    const result = await change.run({ current: typed.current, password: typed.password })
    if (result.ok) return onDone(result.value)
    setProblem(problemAt(result.failure, fields))
    ;(result.failure.field === 'password' ? password : current).current?.focus()
  }
  const type = (field: Field) => (value: string) => {
    setTyped((old) => ({ ...old, [field]: value }))
    setProblem(null)
  }
  const wrong = (field: Field) => (problem?.field === field ? problem.text : false)
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        {failure && !problemAt(failure, fields) && <PasswordRefused failure={failure} />}
        <SecretField
          inputRef={current}
          label={t('session.currentPassword')}
          value={typed.current}
          maxLength={1024}
          autoComplete="current-password"
          autoFocus
          error={wrong('current') || failure?.code === 'login-refused'}
          onChange={type('current')}
        />
        <SecretField
          inputRef={password}
          label={t('session.newPassword')}
          description={t('session.rule')}
          value={typed.password}
          maxLength={1024}
          autoComplete="new-password"
          error={wrong('password')}
          onChange={type('password')}
        />
        <SecretField
          inputRef={again}
          label={t('session.repeatPassword')}
          value={typed.again}
          maxLength={1024}
          autoComplete="new-password"
          error={wrong('again')}
          onChange={type('again')}
        />
        <Text size="xs" c="var(--at-quiet)">
          {t('session.why')}
        </Text>
        {footer(
          <Button type="submit" loading={change.busy}>
            {t('session.savePassword')}
          </Button>
        )}
      </Stack>
    </form>
  )
}
