/** Channels about people, sessions, the audit log and backups. */
import { ok } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { BackupService } from '../backup/backup.ts'
import type { MemberService } from '../members/members.ts'
import type { SessionService } from '../members/session.ts'
import type { Handlers } from './handler.ts'

type Own = Extract<keyof Handlers, `members.${string}` | `session.${string}` | `audit.${string}` | `backup.${string}`>

export const memberHandlers = ({
  members,
  session,
  audit,
  backup
}: {
  members: MemberService
  session: SessionService
  audit: AuditLog
  backup: BackupService
}): Pick<Handlers, Own> => ({
  'session.signIn': (input) => session.signIn(input),
  'session.unlock': (input) => session.unlock(input),
  'session.lock': () => session.lock(),
  'session.signOut': () => session.signOut(),
  'session.changePassword': (input) => session.changePassword(input),
  async 'session.active'() {
    session.active()
    return ok({})
  },
  'members.list': (input) => members.list(input),
  'members.add': (input) => members.add(input),
  'members.update': (input) => members.update(input),
  'members.resetPassword': (input) => members.resetPassword(input),
  'members.remove': (input) => members.remove(input),
  'audit.list': (input) => audit.list(input),
  'audit.export': () => audit.export(),
  'backup.create': (input) => backup.create(input),
  'backup.cancel': () => backup.cancel(),
  'backup.choose': () => backup.choose(),
  'backup.open': (input) => backup.open(input),
  'backup.restore': (input) => backup.restore(input),
  'backup.discard': (input) => backup.discard(input),
  'backup.restart': () => backup.restart()
})
