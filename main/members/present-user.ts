/** The person at the keyboard. Until members exist, the workspace belongs to the system's user as its Administrator. */
import os from 'node:os'
import type { Role } from './permissions.ts'

export interface PresentUser {
  readonly name: string
  readonly role: Role
}

export function presentUser(): PresentUser {
  let name = ''
  try {
    name = os.userInfo().username
  } catch {
    // An account without a passwd entry (containers) has no name; that is no reason not to start.
  }
  return { name: name || 'Administrator', role: 'administrator' }
}
