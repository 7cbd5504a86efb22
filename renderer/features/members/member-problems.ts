/** What is typed about a member, and what of it main would refuse: told at the field, before anything is sent. */
import { channels, newPassword, type Role } from '../../../preload/contract/index.ts'
import type { FieldProblem } from '../../ui/field-problem.ts'

export interface MemberInput {
  readonly name: string
  readonly login: string
  readonly role: Role
  readonly projectIds: readonly string[]
}

export const memberFields = ['name', 'login', 'role', 'projectIds', 'password', 'ownPassword', 'again'] as const
export type MemberProblem = FieldProblem<(typeof memberFields)[number]>

const checks = channels['members.add'].input.shape

/** What is wrong with name or login. */
export function problemOf({ name, login }: MemberInput): MemberProblem | null {
  for (const [field, value] of Object.entries({ name, login })) {
    const checked = checks[field as 'name' | 'login'].safeParse(value)
    if (!checked.success) return { field: field as 'name' | 'login', text: checked.error.issues[0]?.message ?? '' }
  }
  return null
}

/** Why something typed cannot be a new password. */
export function passwordProblem(typed: string, field: 'password' | 'ownPassword'): MemberProblem | null {
  const checked = newPassword.safeParse(typed)
  return checked.success ? null : { field, text: checked.error.issues[0]?.message ?? '' }
}
