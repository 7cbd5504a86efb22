/** Who hears what AtTrack tells without being asked: nobody more than they could ask for. */
import type { Permission } from '../../preload/contract/channel.ts'
import type { EventName } from '../../preload/contract/events.ts'
import { reachOf } from './permissions.ts'
import { mayHear, type PresentSession } from './present-session.ts'

/** What somebody must be allowed, somewhere at least. */
const needed: Readonly<Record<EventName, Permission>> = {
  changed: 'workspace.read',
  'sync.progress': 'workspace.read',
  // Of restoring, too; making one needs no less.
  'backup.progress': 'workspace.restore',
  // It goes on when whoever began it has left.
  'doctor.progress': 'jira.authorise',
  'applink.ready': 'jira.authorise'
}

/** Whether the window at which this session is may be told of `event`. */
export function hears(session: PresentSession, event: EventName): boolean {
  // Nobody is known; what is allowed all the same is to restore a backup.
  if (session.state === 'unknown') return needed[event] === 'workspace.restore'
  return 'member' in session && mayHear(session) && reachOf(session.member.role, needed[event]) !== 'none'
}
