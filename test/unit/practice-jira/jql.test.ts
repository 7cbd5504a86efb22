/** JQL: language, errors in Jira's words, dates in the caller's time zone. */
import { describe, expect, test } from 'vitest'
import { instantOf, offsetAt, readDate } from '../../jira/jql/dates.ts'
import { parseJql } from '../../jira/jql/parse.ts'
import { createWorld } from '../../jira/world.ts'
import type { CompileContext } from '../../jira/jql/compile.ts'

const world = createWorld({ projects: false })
world.issues.create(
  'MOD',
  { summary: 'in the doubled hour', status: world.values('status')[0] },
  Date.parse('2026-11-01T08:30:20Z')
)

function run(jql: string, options: { user?: string; timeZone?: string; validate?: boolean; now?: number } = {}) {
  const user = world.users.find(options.user ?? 'anna')
  const context: CompileContext = {
    store: world.issues,
    users: world.users,
    user,
    timeZone: options.timeZone ?? 'UTC',
    now: options.now ?? Date.now(),
    knownNames: (field) =>
      new Set(world.values(field as 'status').flatMap((value) => [value.name.toLowerCase(), value.id])),
    problems: [],
    relative: false
  }
  return world.searches.run({ jql, validate: options.validate ?? true }, context)
}

function keysOf(jql: string, options?: Parameters<typeof run>[1]): string[] {
  const outcome = run(jql, options)
  if (!outcome.ok) throw new Error(outcome.errors.join(' '))
  return outcome.issues.map((issue) => issue.key)
}

function errorsOf(jql: string, options?: Parameters<typeof run>[1]): readonly string[] {
  const outcome = run(jql, options)
  return outcome.ok ? [] : outcome.errors
}

describe('language', () => {
  test('AND binds tighter than OR, NOT tighter still', () => {
    expect(parseJql('a = 1 OR NOT b = 2 AND c = 3').where).toEqual({
      kind: 'or',
      clauses: [
        { kind: 'term', field: 'a', operator: '=', operands: [{ kind: 'text', text: '1' }] },
        {
          kind: 'and',
          clauses: [
            {
              kind: 'not',
              clause: { kind: 'term', field: 'b', operator: '=', operands: [{ kind: 'text', text: '2' }] }
            },
            { kind: 'term', field: 'c', operator: '=', operands: [{ kind: 'text', text: '3' }] }
          ]
        }
      ]
    })
  })

  test('quotes, escapes, lists and several ORDER BY fields', () => {
    const query = parseJql(String.raw`project in ("A \"B\"", 'c', D1) order by updated desc, id`)
    expect(query.where).toMatchObject({ operator: 'in', operands: [{ text: 'A "B"' }, { text: 'c' }, { text: 'D1' }] })
    expect(query.order).toEqual([
      { field: 'updated', descending: true },
      { field: 'id', descending: false }
    ])
  })

  test.each([
    ['project = ', /before the end of the query/],
    ['project MOD', /Expecting operator but got 'MOD'/],
    ['project = "MOD', /The quoted string 'MOD' has not been completed\. \(line 1, character 11\)/],
    ['project = MOD status = Open', /Expecting either 'OR' or 'AND' but got 'status'/],
    ['project = a/b', /The character '\/' is a reserved JQL character/],
    ['project = and', /'and' is a reserved JQL word/],
    ['nonsense = 1', /Field 'nonsense' does not exist or you do not have permission to view it\./],
    ['project = MOD ORDER BY Rank', /Not able to sort using field 'Rank'\./],
    ['updated >= "yesterday"', /Date value 'yesterday' for field 'updated' is invalid\. Valid formats include/],
    ['updated >= "2026-02-30"', /Date value '2026-02-30'/],
    ['status = Opne', /The value 'Opne' does not exist for the field 'status'\./]
  ])('%s is refused in Jira’s words', (jql, expected) => {
    expect(errorsOf(jql).join(' ')).toMatch(expected)
  })
})

describe('fields', () => {
  test('project by key, id, quoted name, any case', () => {
    const all = keysOf('project = MOD')
    expect(all).toHaveLength(368)
    for (const name of ['mod', '10034', '"Appcelerator Modules"']) expect(keysOf(`project = ${name}`)).toEqual(all)
    expect(keysOf('project in (MOD, DAEMON)')).toHaveLength(368 + 317)
    expect(keysOf('project in (MOD, DAEMON) AND project != MOD')).toHaveLength(317)
  })

  test('an invisible project is answered like a missing one', () => {
    const words = ["The value 'MOD' does not exist for the field 'project'."]
    expect(errorsOf('project = MOD', { user: 'ben' })).toEqual(words)
    const lenient = run('project in (MOD, DAEMON)', { user: 'ben', validate: false })
    expect(lenient).toMatchObject({ ok: true, issues: [], warnings: [words[0], expect.stringContaining('DAEMON')] })
  })

  test('ids and keys, with those that do not exist', () => {
    expect(keysOf('id in (175861, 126261)').sort()).toEqual(['MOD-1866', 'MOD-2829'])
    expect(keysOf('issuekey = mod-2829 OR key in (MOD-1866)').sort()).toEqual(['MOD-1866', 'MOD-2829'])
    expect(errorsOf('id in (175861, 999)')).toEqual(["A value with ID '999' does not exist for the field 'id'."])
    expect(errorsOf('key = MOD-99999')).toEqual(["An issue with key 'MOD-99999' does not exist for field 'key'."])
    const lenient = run('id in (175861, 999)', { validate: false })
    expect(lenient).toMatchObject({ ok: true, warnings: ["A value with ID '999' does not exist for the field 'id'."] })
  })

  test('status, assignee, text, and their negations add up', () => {
    const total = keysOf('project = MOD').length
    const closed = keysOf('project = MOD AND status = Closed').length
    expect(closed).toBeGreaterThan(10)
    expect(keysOf('project = MOD AND status != Closed')).toHaveLength(total - closed)
    expect(keysOf('project = MOD AND NOT status in (closed)')).toHaveLength(total - closed)
    const nobody = keysOf('project = MOD AND assignee is EMPTY').length
    expect(nobody).toBe(63)
    expect(keysOf('project = MOD AND assignee is not EMPTY')).toHaveLength(total - nobody)
    expect(keysOf('project = MOD AND text ~ "facebook logout"')).toContain('MOD-1866')
  })

  test('order: several fields, both directions, ties by id', () => {
    const ascending = keysOf('project = MOD ORDER BY created ASC, id ASC')
    expect(keysOf('project = MOD ORDER BY created DESC, id DESC')).toEqual([...ascending].reverse())
    const state = world.issues.getProject('MOD').index.orders.created.items
    expect(ascending).toEqual(state.map((issue) => issue.key))
    const byKey = keysOf('project in (MOD, DAEMON)')
    expect(byKey[0]).toMatch(/^MOD-/)
    expect(byKey.at(-1)).toBe('DAEMON-1')
  })
})

describe('dates', () => {
  test('a quoted date is the caller’s wall clock, to the minute', () => {
    const issue = world.issues.getIssue('MOD-1866') // updated 2016-07-18T10:45:37Z
    const found = (operator: string, date: string, timeZone: string): boolean =>
      keysOf(`key = ${issue.key} AND updated ${operator} "${date}"`, { timeZone }).length === 1
    expect(found('>=', '2016-07-18 10:45', 'UTC')).toBe(true)
    expect(found('>=', '2016-07-18 10:46', 'UTC')).toBe(false)
    expect(found('<', '2016-07-18 10:45', 'UTC')).toBe(false)
    expect(found('>=', '2016-07-18 10:45', 'America/Los_Angeles')).toBe(false)
    expect(found('>=', '2016-07-18 03:45', 'America/Los_Angeles')).toBe(true)
    expect(found('<=', '2016/07/18 12:46', 'Europe/Berlin')).toBe(true)
    expect(found('<=', '2016/07/18 12:45', 'Europe/Berlin')).toBe(false)
  })

  test('epoch milliseconds mean the same in every zone; quoted they are no date', () => {
    const instant = Date.parse('2016-07-18T10:45:37Z')
    for (const timeZone of ['UTC', 'America/Los_Angeles', 'Asia/Kolkata']) {
      expect(keysOf(`key = MOD-1866 AND updated >= ${instant} AND updated <= ${instant}`, { timeZone })).toHaveLength(1)
      expect(keysOf(`key = MOD-1866 AND updated > ${instant}`, { timeZone })).toHaveLength(0)
    }
    expect(errorsOf(`updated >= "${instant}"`).join()).toMatch(/is invalid/)
  })

  test('relative dates count from the server’s clock', () => {
    const now = Date.parse('2016-07-18T12:15:37Z')
    for (const value of ['-90m', '"-90m"', '"-1h 30m"', '-2h', '-1d', '-1w']) {
      expect(keysOf(`key = MOD-1866 AND updated >= ${value}`, { now })).toHaveLength(1)
    }
    expect(keysOf('key = MOD-1866 AND updated >= -89m', { now })).toHaveLength(0)
  })

  test('a skipped hour moves forward, a doubled hour is the second one', () => {
    const la = 'America/Los_Angeles'
    expect(new Date(instantOf(Date.UTC(2026, 2, 8, 2, 30), la)).toISOString()).toBe('2026-03-08T10:30:00.000Z')
    expect(new Date(instantOf(Date.UTC(2026, 10, 1, 1, 30), la)).toISOString()).toBe('2026-11-01T09:30:00.000Z')
    expect(new Date(instantOf(Date.UTC(2026, 10, 1, 0, 59), la)).toISOString()).toBe('2026-11-01T07:59:00.000Z')
    expect(offsetAt(Date.parse('2026-11-01T08:59:59Z'), la)).toBe(-7 * 3_600_000)
    expect(offsetAt(Date.parse('2026-11-01T09:00:00Z'), la)).toBe(-8 * 3_600_000)
    // The issue was made in the first 01:30; the wall clock cannot say so, and Jira looks from the second on.
    expect(keysOf('summary ~ "doubled hour" AND created >= "2026-11-01 01:30"', { timeZone: la })).toHaveLength(0)
    expect(keysOf('summary ~ "doubled hour" AND created >= "2026-11-01 00:59"', { timeZone: la })).toHaveLength(1)
    expect(
      keysOf(`summary ~ "doubled hour" AND created >= ${Date.parse('2026-11-01T08:30:00Z')}`, { timeZone: la })
    ).toHaveLength(1)
  })

  test('every zone agrees with the platform around its clock changes', () => {
    for (const timeZone of [
      'America/Los_Angeles',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Sao_Paulo'
    ]) {
      for (let instant = Date.UTC(2026, 2, 1); instant < Date.UTC(2026, 3, 10); instant += 37 * 60_000) {
        const wall = instant + offsetAt(instant, timeZone)
        const back = instantOf(wall, timeZone)
        expect(back + offsetAt(back, timeZone)).toBe(wall)
      }
    }
  })

  test('what Jira does not take for a date', () => {
    for (const text of ['2026-13-01', '2026-01-01T10:00', '10:00', '', '-5y', '2026-01-01 24:00']) {
      expect(readDate(text, true, 'UTC', 0)).toBeUndefined()
    }
  })
})
