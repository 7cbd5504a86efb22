/**
 * A reply over IPC stays under 64 KB, whatever Jira holds: long texts are shortened for the list, and say so with an
 * ellipsis; the task itself has them whole.
 */
import type { AuditEntry, JiraProject, TaskFacets, TaskRow } from '../../preload/contract/index.ts'

export const maxReplyBytes = 63 * 1024

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** UTF-16 units of a summary and of a name in a list, tried in turn; the last always fit 200 rows. */
const rowLengths = [
  [200, 255],
  [200, 60],
  [150, 40],
  [120, 40],
  [100, 30],
  [75, 25],
  [50, 20],
  [25, 15],
  [12, 8],
  [6, 4]
] as const

/** Shortens the texts of a page of rows, just as far as it takes. */
export function fittingRows(rows: TaskRow[]): TaskRow[] {
  let shorter = rows
  for (const [summary, name] of rowLengths) {
    shorter = rows.map((row) => ({
      ...row,
      key: short(row.key, name < 8 ? 8 : Math.max(20, name)),
      summary: short(row.summary, summary),
      type: short(row.type, name),
      status: short(row.status, name),
      priority: short(row.priority, name),
      assignee: short(row.assignee, name)
    }))
    if (bytesOf(shorter) <= maxReplyBytes) break
  }
  return shorter
}

/** The rarest values are left out: the search finds their tasks, too. Values are filtered by, so none is shortened. */
export function fittingFacets(facets: TaskFacets): TaskFacets {
  for (let limit = 100; ; limit = Math.floor(limit / 2)) {
    const { statuses, types, assignees, sources, archivedCount } = facets
    const fewer = {
      statuses: statuses.slice(0, limit),
      types: types.slice(0, limit),
      assignees: assignees.slice(0, limit),
      sources,
      archivedCount
    }
    if (limit <= 1 || bytesOf(fewer) <= maxReplyBytes) return fewer
  }
}

/** Shortens the names of Jira's projects, just as far as it takes. */
export function fittingProjects(projects: JiraProject[]): JiraProject[] {
  let shorter = projects
  for (const length of [255, 120, 60, 30]) {
    shorter = projects.map((one) => ({
      ...one,
      name: short(one.name, length),
      key: short(one.key, Math.max(20, length))
    }))
    if (bytesOf(shorter) <= maxReplyBytes) break
  }
  return shorter
}

/** Shortens the texts of entries of the audit log, just as far as it takes; exported they are whole. */
export function fittingEntries(entries: AuditEntry[]): AuditEntry[] {
  let shorter = entries
  for (const length of [600, 300, 150, 75, 40, 20]) {
    shorter = entries.map((one) => ({
      ...one,
      member: short(one.member, length),
      subject: short(one.subject, length),
      detail: short(one.detail, length)
    }))
    if (bytesOf(shorter) <= maxReplyBytes) break
  }
  return shorter
}

/** The first texts that fit into so many bytes, and an ellipsis for the rest. */
export function fittingTexts(texts: readonly string[], maxBytes: number): string[] {
  const kept: string[] = []
  let room = maxBytes
  for (const text of texts) {
    room -= bytesOf(text) + 1
    if (room < 0) return [...kept, '…']
    kept.push(text)
  }
  return kept
}

function short(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 2)
  // Not in the middle of a pair of surrogates.
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 2 : length - 1).trimEnd()}…`
}
