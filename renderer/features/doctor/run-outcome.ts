import type { DoctorRun, DoctorStepState } from '../../../preload/contract/index.ts'

/** States in which a step has nothing to tell. */
const untaken: ReadonlySet<DoctorStepState> = new Set<DoctorStepState>(['waiting', 'running', 'skipped'])

/** It was stopped in the middle: `asked` when somebody chose *Cancel*, which may come too late. */
export const wasCancelled = (run: DoctorRun, asked: boolean): boolean =>
  asked && run.endedAt !== null && run.steps.some((step) => untaken.has(step.state))

/** How many steps came to which end. */
export const countSteps = (run: DoctorRun): Record<DoctorStepState, number> => {
  const counts: Record<DoctorStepState, number> = { waiting: 0, running: 0, ok: 0, warning: 0, failed: 0, skipped: 0 }
  for (const step of run.steps) counts[step.state] += 1
  return counts
}
