/** The people of the workspace: added, changed, removed by an Administrator. */
import type { ChannelOutput, CheckedInput, Member } from '../../preload/contract/index.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { StoreClient } from '../store/api.ts'
import type { SessionService } from './session.ts'

export interface MemberDeps {
  readonly store: StoreClient
  readonly session: SessionService
  readonly audit: AuditLog
  readonly changed: () => void
}

export interface MemberService {
  list(input: CheckedInput<'members.list'>): Promise<Result<ChannelOutput<'members.list'>>>
  add(input: CheckedInput<'members.add'>): Promise<Result<Member>>
  update(input: CheckedInput<'members.update'>): Promise<Result<Member>>
  resetPassword(input: CheckedInput<'members.resetPassword'>): Promise<Result<Member>>
  remove(input: CheckedInput<'members.remove'>): Promise<Result<Record<string, never>>>
}

const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'members' })

export function createMemberService(_deps: MemberDeps): MemberService {
  return { list: notYet, add: notYet, update: notYet, resetPassword: notYet, remove: notYet }
}
