import { expect, test } from 'vitest'
import { hears } from '../../../main/members/hearing.ts'
import type { PresentSession } from '../../../main/members/session.ts'
import { eventNames } from '../../../preload/contract/names.ts'
import type { EventName } from '../../../preload/contract/events.ts'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { memberAs } from '../../support/gates.ts'

/** Written by hand: who is told what. */
const table: Readonly<Record<EventName, readonly string[]>> = {
  changed: ['open', 'administrator', 'project-manager', 'employee', 'observer'],
  'sync.progress': ['open', 'administrator', 'project-manager', 'employee', 'observer'],
  'backup.progress': ['open', 'administrator', 'unknown'],
  'doctor.progress': ['open', 'administrator', 'project-manager'],
  'applink.ready': ['open', 'administrator', 'project-manager']
}

const administrator = memberAs('administrator')
const sessions: Readonly<Record<string, PresentSession>> = {
  open: { state: 'open', member: administrator },
  administrator: { state: 'signed-in', member: administrator },
  'project-manager': { state: 'signed-in', member: memberAs('project-manager') },
  employee: { state: 'signed-in', member: memberAs('employee') },
  observer: { state: 'signed-in', member: memberAs('observer') },
  locked: { state: 'locked', member: administrator },
  'password-change': { state: 'password-change', member: administrator },
  'signed-out': { state: 'signed-out' },
  unknown: { state: 'unknown', failure: failure('store-stopped', { detail: 'x' }) }
}

test.each([...eventNames] as EventName[])('%s', (event) => {
  const heard = Object.keys(sessions).filter((name) => hears(sessions[name] as PresentSession, event))
  expect(heard.sort()).toEqual([...table[event]].sort())
})
