import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DoctorRun } from '../../../preload/contract/index.ts'
import { useFailureHelp } from '../../ui/failure-help.ts'
import { Notice } from '../../ui/Notice.tsx'
import { shortDuration } from '../../ui/time.tsx'
import { countSteps } from './run-outcome.ts'

interface DoctorVerdictProps {
  readonly run: DoctorRun
  readonly cancelled: boolean
}

/** What came of it: all is well, or the one thing to do next with the buttons that do it. */
export function DoctorVerdict({ run, cancelled }: DoctorVerdictProps) {
  const { t } = useTranslation()
  const { failure } = run
  const counts = countSteps(run)
  const help = useFailureHelp()
  if (failure && !cancelled) {
    const buttons = help(failure)
    return (
      <Notice tone={counts.failed > 0 ? 'error' : 'warning'} role="group" label={t('doctor.next')}>
        <Stack gap={6}>
          <Text size="xs" c="var(--at-quiet)">
            {t('doctor.next')}
          </Text>
          <Text fw={600} size="sm">
            {failure.title}
          </Text>
          <Text size="sm">{failure.remedy}</Text>
          {buttons && <Group gap="xs">{buttons}</Group>}
          <Counts run={run} />
        </Stack>
      </Notice>
    )
  }
  const words = cancelled
    ? ({ title: 'doctor.cancelled', text: 'doctor.cancelledText' } as const)
    : ({ title: 'doctor.good', text: run.connectionId ? 'doctor.goodText' : 'doctor.goodAddressText' } as const)
  return (
    <Notice tone={cancelled ? 'info' : 'success'} role="group" label={t(words.title)}>
      <Stack gap={6}>
        <Text fw={600} size="sm">
          {t(words.title)}
        </Text>
        <Text size="sm">{t(words.text)}</Text>
        <Counts run={run} />
      </Stack>
    </Notice>
  )
}

function Counts({ run }: { readonly run: DoctorRun }) {
  const { t } = useTranslation()
  return (
    <Text size="xs" c="var(--at-quiet)">
      {t('doctor.counts', countSteps(run))}
      {run.endedAt !== null && ` · ${t('doctor.took', { duration: shortDuration(run.endedAt - run.startedAt) })}`}
    </Text>
  )
}
