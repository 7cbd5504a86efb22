import { Radio, Stack, Text } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerMethod, Site } from '../../../preload/contract/index.ts'

interface MethodChoiceProps {
  readonly methods: Site['methods']
  readonly value: ServerMethod
  readonly hidden: boolean
  readonly groupRef: Ref<HTMLDivElement>
  readonly onChange: (method: ServerMethod) => void
}

/** The ways a Jira offers: the recommended one says why, an impossible one why not. */
export function MethodChoice({ methods, value, hidden, groupRef, onChange }: MethodChoiceProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      ref={groupRef}
      label={t('signIn.how')}
      value={value}
      display={hidden ? 'none' : undefined}
      onChange={(chosen) => onChange(chosen as ServerMethod)}
    >
      <Stack gap={8} mt={8}>
        {methods.map((one) => (
          <Radio
            key={one.method}
            value={one.method}
            label={t(`signIn.methods.${one.method}`)}
            disabled={one.impossible !== null}
            description={one.impossible ?? <Hint {...one} />}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function Hint({ method, recommended, because }: Site['methods'][number]) {
  const { t } = useTranslation()
  if (!recommended) return <>{t(`signIn.hints.${method}`)}</>
  return (
    <>
      <Text span inherit fw={600} c="var(--at-accent)">
        {t('signIn.recommended')}.
      </Text>{' '}
      {because ?? t(`signIn.hints.${method}`)}
    </>
  )
}
