import { Loader, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DoctorRun, DoctorStep, DoctorStepState } from '../../../preload/contract/index.ts'
import { shortDuration } from '../../ui/time.tsx'
import classes from './DoctorSteps.module.css'

const signs: Record<Exclude<DoctorStepState, 'running'>, Icon> = {
  waiting: IconCircleDashed,
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  skipped: IconCircleMinus
}

/** The steps in their order, each with its state in a sign and a word, what came of it and what was seen. */
export function DoctorSteps({ run }: { readonly run: DoctorRun }) {
  const { t } = useTranslation()
  return (
    <ol className={classes.steps} aria-label={t('doctor.steps')}>
      {run.steps.map((step) => (
        <Step key={step.id} step={step} toldAbove={run.endedAt !== null && isTop(run, step)} />
      ))}
    </ol>
  )
}

/** It is this step's failure that stands on top as the one thing to do. */
const isTop = (run: DoctorRun, step: DoctorStep): boolean =>
  step.failure !== null && step.failure.code === run.failure?.code && step.failure.cause === run.failure.cause

interface StepProps {
  readonly step: DoctorStep
  readonly toldAbove: boolean
}

function Step({ step, toldAbove }: StepProps) {
  const { t } = useTranslation()
  const { id, state, summary, ms, failure, evidence } = step
  const seen = failure ? [...evidence, failure.code] : evidence
  return (
    <li className={classes.step} data-state={state}>
      <span className={classes.sign}>
        <Sign state={state} />
      </span>
      <div className={classes.head}>
        <span className={classes.name}>{t(`doctor.step.${id}`)}</span>
        <span className={classes.state}>{t(`doctor.state.${state}`)}</span>
        {ms !== null && state !== 'skipped' && <span className={classes.time}>{shortDuration(ms)}</span>}
      </div>
      <div className={classes.body}>
        {seen.length === 0 ? (
          summary && <Text size="sm">{summary}</Text>
        ) : (
          <details className={classes.seen}>
            <summary>{summary || t('doctor.seen')}</summary>
            <ul aria-label={t('doctor.seen')}>
              {seen.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          </details>
        )}
        {failure && failure.cause !== summary && <Text size="sm">{failure.cause}</Text>}
        {failure && !toldAbove && (
          <Text size="sm">
            <Text span inherit fw={600}>
              {t('common.whatToDo')}:{' '}
            </Text>
            {failure.remedy}
          </Text>
        )}
      </div>
    </li>
  )
}

function Sign({ state }: { readonly state: DoctorStepState }) {
  if (state === 'running') return <Loader size={16} aria-hidden />
  const Shape = signs[state]
  return <Shape size={18} aria-hidden />
}
