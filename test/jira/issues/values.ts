/** Statuses, types, priorities and people that generated and newly created issues use. */
import type { NamedValue, StatusValue, UserValue } from './types.ts'

const toDo = { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' } as const
const inProgress = { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' } as const
const done = { id: 3, key: 'done', colorName: 'green', name: 'Done' } as const

export const statuses: readonly StatusValue[] = [
  {
    id: '1',
    name: 'Open',
    description: 'The issue is open and ready for the assignee to start work on it.',
    statusCategory: toDo
  },
  {
    id: '3',
    name: 'In Progress',
    description: 'This issue is being actively worked on at the moment by the assignee.',
    statusCategory: inProgress
  },
  {
    id: '4',
    name: 'Reopened',
    description: 'This issue was once resolved, but the resolution was deemed incorrect.',
    statusCategory: toDo
  },
  {
    id: '5',
    name: 'Resolved',
    description: 'A resolution has been taken, and it is awaiting verification by reporter.',
    statusCategory: done
  },
  {
    id: '6',
    name: 'Closed',
    description: 'The issue is considered finished, the resolution is correct.',
    statusCategory: done
  },
  { id: '10003', name: 'In Review', description: '', statusCategory: inProgress },
  { id: '10005', name: 'In QE Test', description: '', statusCategory: inProgress }
]

export const issueTypes: readonly NamedValue[] = [
  {
    id: '1',
    name: 'Bug',
    description: 'A problem which impairs or prevents the functions of the product.',
    subtask: false
  },
  {
    id: '2',
    name: 'New Feature',
    description: 'A new feature of the product, which has yet to be developed.',
    subtask: false
  },
  { id: '3', name: 'Task', description: 'A task that needs to be done.', subtask: false },
  {
    id: '4',
    name: 'Improvement',
    description: 'An improvement or enhancement to an existing feature or task.',
    subtask: false
  },
  { id: '7', name: 'Story', description: 'A user story.', subtask: false },
  { id: '6', name: 'Epic', description: 'A big user story that needs to be broken down.', subtask: false },
  { id: '5', name: 'Sub-task', description: 'The sub-task of the issue.', subtask: true }
]

export const priorities: readonly NamedValue[] = [
  { id: '1', name: 'Critical' },
  { id: '2', name: 'High' },
  { id: '3', name: 'Medium' },
  { id: '4', name: 'Low' },
  { id: '6', name: 'None' }
]

export const resolutions: readonly NamedValue[] = [
  { id: '1', name: 'Fixed', description: 'A fix for this issue is checked into the tree and tested.' },
  { id: '2', name: "Won't Fix", description: 'The problem described is an issue which will never be fixed.' },
  { id: '3', name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
  { id: '10000', name: 'Done', description: 'Work has been completed on this issue.' }
]

function person(name: string, displayName: string, timeZone: string): UserValue {
  return { name, key: name, displayName, active: true, timeZone }
}

/** Colleagues who work on generated issues; they have no password and cannot log in. */
export const colleagues: readonly UserValue[] = [
  person('mkowalska', 'Maria Kowalska', 'Europe/Warsaw'),
  person('tsato', 'Takeshi Sato', 'Asia/Tokyo'),
  person('jdoe', 'Jane Doe', 'America/New_York'),
  person('obrien', "Aoife O'Brien", 'Europe/Dublin'),
  person('lschäfer', 'Lukas Schäfer', 'Europe/Berlin'),
  person('priya.n', 'Priya Natarajan', 'Asia/Kolkata'),
  person('rsilva', 'Renata Silva', 'America/Sao_Paulo'),
  person('wchen', 'Wei Chen', 'Asia/Shanghai'),
  person('gfernandez', 'Gonzalo Fernández', 'Europe/Madrid'),
  person('nadams', 'Noah Adams', 'Australia/Sydney'),
  person('eivanova', 'Elena Ivanova', 'Europe/Sofia')
]
