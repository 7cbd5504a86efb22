/** The Connection Doctor: every step from the address to the search, each with what was found. */
import { z } from 'zod'
import { authMethod } from './connections.ts'
import { channel, id, time } from './channel.ts'
import { failureSchema } from './failures/failure.ts'

/** In the order they are taken. */
export const doctorStepId = z.enum([
  'address',
  'dns',
  'route',
  'tcp',
  'tls',
  'jira',
  'base-url',
  'clock',
  'sign-in',
  'user',
  'permissions',
  'search',
  'rate-limit'
])
export type DoctorStepId = z.infer<typeof doctorStepId>

/** `warning`: it works, but something is worth knowing. `skipped`: an earlier step makes it pointless, or it does not apply. */
export const doctorStepState = z.enum(['waiting', 'running', 'ok', 'warning', 'failed', 'skipped'])
export type DoctorStepState = z.infer<typeof doctorStepState>

export const doctorStepSchema = z.object({
  id: doctorStepId,
  state: doctorStepState,
  /** What came of it, one sentence; empty before. */
  summary: z.string(),
  /** What was seen, short lines: addresses, headers, versions. Never a secret. */
  evidence: z.array(z.string()),
  /** How long it took, milliseconds. */
  ms: z.number().nullable(),
  /** Cause and remedy, when the step failed or warns. */
  failure: failureSchema.nullable()
})
export type DoctorStep = z.infer<typeof doctorStepSchema>

export const doctorRunSchema = z.object({
  id,
  connectionId: z.string().nullable(),
  siteUrl: z.string(),
  host: z.string(),
  method: authMethod.nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  steps: z.array(doctorStepSchema),
  /** The first failed step's failure, else the first warning's: the one thing to do next. */
  failure: failureSchema.nullable()
})
export type DoctorRun = z.infer<typeof doctorRunSchema>

const run = z.strictObject({ runId: id })
const report = z.strictObject({
  runId: id,
  format: z.enum(['markdown', 'json']),
  /** Whether Jira's user names are in it; otherwise they are left out. */
  userNames: z.boolean()
})

export const doctorChannels = {
  /** Begins; `doctor.progress` tells of every step. A connection, or an address nobody has signed in at yet. */
  'doctor.start': channel(
    'jira.authorise',
    z.union([z.strictObject({ connectionId: id }), z.strictObject({ siteUrl: z.string().trim().min(1).max(2000) })]),
    doctorRunSchema
  ),
  'doctor.get': channel('jira.authorise', run, doctorRunSchema),
  'doctor.cancel': channel('jira.authorise', run, doctorRunSchema),
  /** The report as text, to be copied or looked at before it is saved. */
  'doctor.report': channel('jira.authorise', report, z.object({ text: z.string() })),
  /** Asks where to save it; `file` is null when nobody chose. */
  'doctor.saveReport': channel('jira.authorise', report, z.object({ file: z.string().nullable() }))
}
