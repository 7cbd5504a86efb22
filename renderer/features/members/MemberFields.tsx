import { Radio, Stack, Text, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { role, type Role } from '../../../preload/contract/index.ts'
import type { MemberInput, MemberProblem } from './member-problems.ts'
import { ProjectChoice } from './ProjectChoice.tsx'
import { suggestLogin } from './suggest.ts'

interface MemberFieldsProps {
  readonly value: MemberInput
  readonly onChange: (part: Partial<MemberInput>) => void
  readonly problem: MemberProblem | null
  /** The login follows the name until somebody types one. */
  readonly suggestsLogin: boolean
  /** The role cannot be another. */
  readonly roleFixed?: boolean
  /** What is to be known about the choice of the role. */
  readonly roleNote?: string | undefined
  readonly nameRef: Ref<HTMLInputElement>
  readonly loginRef: Ref<HTMLInputElement>
}

/** Who somebody is here, and what that one may do: the same for adding and for changing. */
export function MemberFields(props: MemberFieldsProps) {
  const { value, onChange, problem, suggestsLogin, roleFixed = false, roleNote, nameRef, loginRef } = props
  const { t } = useTranslation()
  const wrong = (field: MemberProblem['field']) => (problem?.field === field ? problem.text : false)
  return (
    <>
      <TextInput
        ref={nameRef}
        label={t('members.name')}
        value={value.name}
        maxLength={120}
        autoComplete="off"
        data-autofocus
        error={wrong('name')}
        onChange={({ currentTarget: { value: name } }) =>
          onChange(
            suggestsLogin && value.login === suggestLogin(value.name) ? { name, login: suggestLogin(name) } : { name }
          )
        }
      />
      <TextInput
        ref={loginRef}
        label={t('session.login')}
        description={t('members.loginHint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={value.login}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={wrong('login')}
        onChange={(event) => onChange({ login: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('members.role')}
        value={value.role}
        onChange={(chosen) => onChange({ role: chosen as Role })}
      >
        <Stack gap={8} mt={8}>
          {role.options.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`members.roles.${one}`)}
              description={t(`members.may.${one}`)}
              disabled={roleFixed && one !== value.role}
            />
          ))}
        </Stack>
        {roleNote && (
          <Text size="xs" c="var(--at-quiet)" mt={8}>
            {roleNote}
          </Text>
        )}
      </Radio.Group>
      {value.role === 'project-manager' && (
        <ProjectChoice chosen={value.projectIds} onChange={(projectIds) => onChange({ projectIds })} />
      )}
    </>
  )
}
