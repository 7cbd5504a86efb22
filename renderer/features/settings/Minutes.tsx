import { NativeSelect, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Fact } from './Section.tsx'
import { settingsQuery } from './settings-queries.ts'

interface MinutesProps {
  readonly setting: 'syncIntervalMinutes' | 'lockAfterMinutes'
  readonly settings: Settings
  readonly label: string
  readonly hint: string
  /** The word for 0. */
  readonly none: string
}

const usual = [0, 5, 15, 30, 60]

/** A setting in minutes: to be chosen, or told to whoever may not change it. */
export function Minutes({ setting, settings, label, hint, none }: MinutesProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const mayChange = useAllowed()('settings.set')
  const set = useAction(bridge.settings.set)
  const current = settings[setting]
  const say = (minutes: number) => (minutes === 0 ? none : t('settings.minutes', { count: minutes }))
  if (!mayChange) {
    return (
      <Fact name={label} hint={hint}>
        {say(current)}
      </Fact>
    )
  }
  const choices = usual.includes(current) ? usual : [...usual, current].sort((a, b) => a - b)
  const choose = async (minutes: number) => {
    const result = await set.run({ [setting]: minutes })
    if (!result.ok) return
    client.setQueryData(settingsQuery.queryKey, result.value)
    announce(t('settings.saved'))
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        label={label}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={String(current)}
        disabled={set.busy}
        w={240}
        data={choices.map((minutes) => ({ value: String(minutes), label: say(minutes) }))}
        onChange={(event) => void choose(Number(event.currentTarget.value))}
      />
      {set.failure && <FailureNotice failure={set.failure} live />}
    </Stack>
  )
}
