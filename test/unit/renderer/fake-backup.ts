/** What the invented bridge answers about backups. */
import { ok } from '../../../preload/contract/index.ts'
import type { Answers } from './fake-answers.ts'
import { hour } from './fake-data.ts'

type Own = Extract<keyof Answers, `backup.${string}`>

export const backupAnswers = (): Pick<Answers, Own> => ({
  'backup.create': () => ok({ file: '/home/kim/AtTrack 2026-11-25.attrack-backup', bytes: 48_230_112 }),
  'backup.cancel': () => ok({}),
  'backup.choose': () =>
    ok({
      backupId: 'b1',
      fileName: 'AtTrack 2026-11-25.attrack-backup',
      createdAt: Date.now() - 30 * hour,
      withSecrets: false
    }),
  'backup.open': () =>
    ok({
      createdAt: Date.now() - 30 * hour,
      appVersion: '0.1.0',
      projects: 3,
      tasks: 1538,
      connections: 2,
      members: 1,
      secrets: 0
    }),
  'backup.restore': () => ok({ keptAs: 'workspace before 2026-11-25 14.02.db' }),
  'backup.discard': () => ok({}),
  'backup.restart': () => ok({})
})
