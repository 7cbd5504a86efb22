import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fullScanJql,
  incrementalJql,
  minutesSince,
  projectJql,
  quoteJql,
  timedSearchJql,
  wallTime
} from '../../../main/jira/search/jql.ts'

const at = (iso: string): number => Date.parse(iso)

describe('quoting', () => {
  test.each([
    ['MOD', '"MOD"'],
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['" OR project = "X', '"\\" OR project = \\"X"'],
    ['line\nbreak\u0000', '"line break "'],
    ['', '""']
  ])('%j', (value, expected) => {
    expect(quoteJql(value)).toBe(expected)
  })

  test('a quoted value ends where it should, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom('"', '\\', 'a')).map((a) => a.join(''))
        ),
        (value) => {
          const quoted = quoteJql(value)
          // A JQL lexer: a backslash takes the next character with it, the first bare quote ends the string.
          let i = 1
          let read = ''
          while (i < quoted.length && quoted[i] !== '"') {
            if (quoted[i] === '\\') i++
            read += quoted[i++]
          }
          expect(i).toBe(quoted.length - 1)
          expect(read).toBe(value.replace(/\p{Cc}/gu, ' '))
        }
      )
    )
  })
})

describe('wall time in the user’s zone', () => {
  test.each([
    ['UTC', '2026-11-23T19:47:59.999Z', '2026-11-23 19:47'],
    ['Asia/Kathmandu', '2026-11-23T19:47:00Z', '2026-11-24 01:32'],
    ['America/Los_Angeles', '2026-01-01T05:00:00Z', '2025-12-31 21:00'],
    ['Europe/Berlin', '2026-07-01T22:00:00Z', '2026-07-02 00:00'],
    // Spring: the hour that is missing is never named.
    ['America/Los_Angeles', '2026-03-08T09:59:00Z', '2026-03-08 01:59'],
    ['America/Los_Angeles', '2026-03-08T10:00:00Z', '2026-03-08 03:00'],
    ['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29 03:00'],
    ['Australia/Lord_Howe', '2026-10-03T15:29:00Z', '2026-10-04 01:59'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04 02:30'],
    // Autumn, first pass of the double hour: the time before it.
    ['America/Los_Angeles', '2026-11-01T07:59:00Z', '2026-11-01 00:59'],
    ['America/Los_Angeles', '2026-11-01T08:00:00Z', '2026-11-01 00:00'],
    ['America/Los_Angeles', '2026-11-01T08:30:00Z', '2026-11-01 00:30'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25 01:30'],
    ['Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-05 01:15'],
    // Second pass: the clock as it stands.
    ['America/Los_Angeles', '2026-11-01T09:00:00Z', '2026-11-01 01:00'],
    ['America/Los_Angeles', '2026-11-01T09:30:00Z', '2026-11-01 01:30'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25 02:30'],
    ['Australia/Lord_Howe', '2026-04-04T15:15:00Z', '2026-04-05 01:45'],
    ['America/Los_Angeles', '2026-11-01T10:00:00Z', '2026-11-01 02:00'],
    // A zone nobody knows: earlier than any.
    ['Mars/Olympus', '2026-11-23T19:47:00Z', '2026-11-23 07:47']
  ])('%s %s', (zone, iso, expected) => {
    expect(wallTime(at(iso), zone)).toBe(expected)
  })

  test.each([
    'America/Los_Angeles',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Antarctica/Troll',
    'America/St_Johns',
    'UTC'
  ])(
    'in %s no reading of the time lies after it, and few issues come twice',
    (zone) => {
      // Every instant that shows this wall clock, found by search: what a server could take it for.
      const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
      const readings = (wall: string, near: number): number[] => {
        const found: number[] = []
        for (let t = near - 5 * 3_600_000; t <= near + 5 * 3_600_000; t += 15 * 60_000)
          if (formatter.format(t) === wall) found.push(t)
        return found
      }
      const quarter = 15 * 60_000
      for (let t = at('2026-01-01T00:00:00Z'); t < at('2027-01-01T00:00:00Z'); t += 7 * quarter) check(t)
      for (const day of ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01']) {
        for (let t = at(`${day}T00:00:00Z`); t < at(`${day}T00:00:00Z`) + 36 * 3_600_000; t += quarter) check(t)
      }
      function check(t: number): void {
        const found = readings(wallTime(t, zone), t)
        expect(found.length).toBeGreaterThan(0)
        expect(Math.max(...found)).toBeLessThanOrEqual(t)
        expect(Math.min(...found)).toBeGreaterThanOrEqual(t - 4 * 3_600_000)
      }
    },
    20_000
  )
})

describe('searches', () => {
  test('full scan', () => {
    expect(fullScanJql({ jiraProject: 'MOD', timeZone: 'UTC' })).toBe('project = "MOD" ORDER BY created ASC, id ASC')
    expect(
      fullScanJql({ jiraProject: '10034', createdFrom: at('2026-02-11T12:29:50Z'), timeZone: 'Asia/Kathmandu' })
    ).toBe('project = 10034 AND created >= "2026-02-11 18:14" ORDER BY created ASC, id ASC')
    expect(fullScanJql({ jiraProject: 'A" OR "1', timeZone: 'UTC' })).toBe(
      'project = "A\\" OR \\"1" ORDER BY created ASC, id ASC'
    )
  })

  test('incremental', () => {
    expect(incrementalJql({ jiraProject: 'MOD', sinceMinutes: 12.2 })).toBe(
      'project = "MOD" AND updated >= "-13m" ORDER BY updated ASC, id ASC'
    )
    expect(incrementalJql({ jiraProject: '10034', sinceMinutes: 0 })).toBe(
      'project = 10034 AND updated >= "-1m" ORDER BY updated ASC, id ASC'
    )
  })

  test('on Cloud: a bare time in milliseconds, down to the minute, and always within one project', () => {
    const from = at('2026-02-11T12:29:50.123Z')
    expect(timedSearchJql({ jiraProject: '10034', by: 'created', from })).toBe(
      `project = 10034 AND created >= ${at('2026-02-11T12:29:00Z')} ORDER BY created ASC, id ASC`
    )
    expect(timedSearchJql({ jiraProject: '10034', by: 'updated', from })).toBe(
      `project = 10034 AND updated >= ${at('2026-02-11T12:29:00Z')} ORDER BY updated ASC, id ASC`
    )
    for (const beginning of [0, -300_000]) {
      expect(timedSearchJql({ jiraProject: 'A" OR "1', by: 'created', from: beginning })).toBe(
        'project = "A\\" OR \\"1" ORDER BY created ASC, id ASC'
      )
    }
    expect(projectJql('10034')).toBe('project = 10034')
  })

  test.each([
    [0, 0, 5, 5],
    [0, 1, 5, 6],
    [0, 60_000, 5, 6],
    [0, 60_001, 5, 7],
    [600_000, 0, 5, 5],
    [0, 0, 0, 1],
    [0, 86_400_000, 5, 1445]
  ])('minutes from %d to %d with overlap %d', (cursor, now, overlap, expected) => {
    expect(minutesSince(cursor, now, overlap)).toBe(expected)
  })
})
