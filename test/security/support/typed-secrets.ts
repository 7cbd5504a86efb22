/** The secrets that people type in the canary tests, and what is at hand while they do. */
import type { Invoke } from '../../../main/ipc/handler.ts'
import type { World } from '../../integration/support/audit/world.ts'

/** What people type, by what it is; nothing else in a test contains these words. */
export const typed = {
  'own password of the first member': 'first member canary 4711',
  'password of the second member': 'second member canary 4712',
  'new password of the second member': 'renewed member canary 4713',
  'password given again': 'reset member canary 4714',
  'wrong password of a member': 'wrong member canary 4715',
  'password typed into the login': 'mistyped-member-canary-4716',
  'wrong password for Jira': 'wrong jira canary 4717',
  'wrong token': 'MTIzNDU2Nzg5MDEyOmNhbmFyeTQ3MTg',
  'wrong client secret': 'wrong-client-canary-4719',
  'wrong API token': 'ATATT3xFfGF0-wrong-canary-4720',
  'wrong client secret for Cloud': 'wrong-cloud-canary-4721',
  'passphrase of the exported key': 'exported key canary 4722',
  'wrong passphrase of a key': 'wrong key canary 4723',
  'passphrase of the backup': 'backup canary words 4724',
  'wrong passphrase of the backup': 'wrong backup canary 4725',
  'wrong passphrase of the client certificate': 'wrong pfx canary 4726',
  'wrong password for the proxy': 'wrong proxy canary 4727'
} as const

export interface Way {
  readonly world: World
  readonly invoke: Invoke
  /** Secrets that are not typed in the same way each time. */
  readonly used: Record<string, string>
  /** Sets the file saved last aside, to be searched. */
  readonly keep: (name: string) => void
}
