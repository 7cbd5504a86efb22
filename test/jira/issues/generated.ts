/** A project of any size from a seed: fields are computed when asked for, so 100,000 issues are ready in a moment. */
import { jiraDate } from '../clock.ts'
import type { GeneratedSource, Issue, Project } from './types.ts'
import { colleagues, issueTypes, priorities, resolutions, statuses } from './values.ts'
import { actions, areas, blocks, circumstances, labels, sentences } from './words.ts'

/** First and last creation date; fixed, so that the same seed always gives the same issues. */
const firstCreated = Date.UTC(2016, 0, 4, 7, 0)
const lastCreated = Date.UTC(2026, 8, 30, 18, 0)
const lastUpdated = Date.UTC(2026, 9, 31, 18, 0)
const minute = 60_000

/** In a project of at least this size one bulk import put `importSize` issues into a single minute. */
const importFrom = 10_000
const importSize = 1_500

const fieldList = [
  'summary',
  'description',
  'status',
  'issuetype',
  'priority',
  'resolution',
  'resolutiondate',
  'assignee',
  'reporter',
  'creator',
  'labels',
  'components',
  'versions',
  'fixVersions',
  'environment',
  'duedate',
  'issuelinks',
  'subtasks',
  'attachment',
  'comment',
  'customfield_10002',
  'customfield_10100'
] as const

/** A well-mixed 32-bit number from a seed, an issue number and a purpose (Steele and Vigna's mixing constants). */
export function mix(seed: number, number: number, purpose: number): number {
  let x = (seed ^ Math.imul(number, 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca6b)) | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return (x ^ (x >>> 15)) >>> 0
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T
}

/** `count` issues of a project, ids from `firstId` up, in order of creation. */
export function generateIssues(project: Project, count: number, seed: number, firstId: number): Issue[] {
  const source = generatedSource(seed)
  const issues: Issue[] = []
  for (let index = 0; index < count; index++) {
    const number = index + 1
    const created = createdOf(seed, index, count)
    const age = mix(seed, number, 2) / 2 ** 32
    const span = Math.max(0, lastUpdated - created)
    issues.push({
      id: firstId + index,
      key: `${project.key}-${number}`,
      number,
      project,
      created,
      // Most issues go quiet soon after they were made; a few are touched years later.
      updated: created + Math.floor((span * age ** 6) / 1000) * 1000,
      own: undefined,
      generated: source
    })
  }
  return issues
}

/** Evenly spread with jitter, but whole blocks share one minute: that is what bulk imports and scripts look like. */
function createdOf(seed: number, index: number, count: number): number {
  const step = (lastCreated - firstCreated) / Math.max(1, count)
  const block = Math.floor(index / 200)
  const imported = count >= importFrom * 2 && index >= importFrom && index < importFrom + importSize
  const anchor = imported ? importFrom : mix(seed, block, 3) % 12 === 0 ? block * 200 : undefined
  if (anchor !== undefined) {
    const start = Math.floor((firstCreated + anchor * step) / minute) * minute
    return start + Math.floor(((index - anchor) * 60) / importSize) * 1000
  }
  const jitter = (mix(seed, index, 4) / 2 ** 32) * step * 0.9
  return Math.floor((firstCreated + index * step + jitter) / 1000) * 1000
}

function generatedSource(seed: number): GeneratedSource {
  return {
    names: fieldList,
    value(issue, field) {
      const number = issue.id
      switch (field) {
        case 'summary':
          return summaryOf(seed, number)
        case 'description':
          return descriptionOf(seed, number)
        case 'status':
          return statusOf(seed, number)
        case 'issuetype':
          return pick(issueTypes.slice(0, 5), mix(seed, number, 12))
        case 'priority':
          return pick(priorities, mix(seed, number, 13))
        case 'resolution':
          return isDone(seed, number) ? pick(resolutions, mix(seed, number, 14)) : null
        case 'resolutiondate':
          return isDone(seed, number) ? jiraDate(issue.updated) : null
        case 'assignee':
          return mix(seed, number, 15) % 5 === 0 ? null : pick(colleagues, mix(seed, number, 16))
        case 'reporter':
        case 'creator':
          return pick(colleagues, mix(seed, number, 17))
        case 'labels':
          return labels.slice(0, mix(seed, number, 18) % 4)
        case 'duedate':
          return mix(seed, number, 19) % 6 === 0 ? jiraDate(issue.created + 21 * 86_400_000).slice(0, 10) : null
        case 'comment':
          return { comments: [], maxResults: 0, total: 0, startAt: 0 }
        case 'customfield_10002':
          return mix(seed, number, 20) % 3 === 0 ? (mix(seed, number, 21) % 13) + 1 : null
        case 'environment':
        case 'customfield_10100':
          return null
        case 'components':
        case 'versions':
        case 'fixVersions':
        case 'issuelinks':
        case 'subtasks':
        case 'attachment':
          return []
        default:
          return undefined
      }
    }
  }
}

function statusOf(seed: number, number: number) {
  // Two thirds of a grown project are done; the rest spreads over the whole workflow.
  const at = mix(seed, number, 11) % 21
  return at < 7 ? statuses[4] : at < 14 ? statuses[3] : pick(statuses, at)
}

function isDone(seed: number, number: number): boolean {
  return statusOf(seed, number)?.statusCategory.key === 'done'
}

function summaryOf(seed: number, number: number): string {
  const base = `${pick(areas, mix(seed, number, 5))} ${pick(actions, mix(seed, number, 6))}`
  return mix(seed, number, 7) % 2 === 0 ? base : `${base} ${pick(circumstances, mix(seed, number, 8))}`
}

/** 300 to 1,500 characters of wiki markup; one issue in 23 has none. */
function descriptionOf(seed: number, number: number): string | null {
  const start = mix(seed, number, 9)
  if (start % 23 === 0) return null
  const wanted = 300 + (mix(seed, number, 10) % 1_000)
  let body = ''
  for (let part = 0; body.length < wanted; part++) {
    body += part % 3 === 2 ? `\r\n\r\n${pick(blocks, start + part)}\r\n` : `${pick(sentences, start + part * 5)} `
  }
  return body.trim()
}
