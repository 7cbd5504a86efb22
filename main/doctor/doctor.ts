/** The Connection Doctor: runs the steps, keeps the runs, writes the report. */
import type { CheckedInput, DoctorRun } from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'

export interface DoctorService {
  start(input: CheckedInput<'doctor.start'>): Promise<Result<DoctorRun>>
  get(input: CheckedInput<'doctor.get'>): Promise<Result<DoctorRun>>
  cancel(input: CheckedInput<'doctor.cancel'>): Promise<Result<DoctorRun>>
  report(input: CheckedInput<'doctor.report'>): Promise<Result<{ text: string }>>
  saveReport(input: CheckedInput<'doctor.saveReport'>): Promise<Result<{ file: string | null }>>
}

export function createDoctorService(): DoctorService {
  const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'the doctor' })
  return { start: notYet, get: notYet, cancel: notYet, report: notYet, saveReport: notYet }
}
