/** The audit log as CSV: read again it is what it was, and no spreadsheet finds a formula in it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../preload/contract/index.ts'
import { byteOrderMark, csvHeader, csvLines } from '../../../main/audit/csv.ts'

/** Reads as spreadsheets do: a quote counts at the beginning of a cell only. */
function read(text: string, separator: string): string[][] {
  const table: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; at < text.length && (text[at] !== '"' || text[at + 1] === '"'); at += 1) {
        cell += text[at]
        if (text[at] === '"') at += 1
      }
      at += 1
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') cell += text[at++]
    table.at(-1)?.push(cell)
    if (text[at] === separator) at += 1
    else {
      at += text.startsWith('\r\n', at) ? 2 : 1
      if (at < text.length) table.push([])
    }
  }
  return table
}

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  number: 1,
  at: Date.UTC(2026, 10, 25, 13, 2, 11, 45),
  member: 'Kim',
  action: 'Linked a Jira project',
  subject: 'MOD – Modules → Shelves',
  detail: 'jira.example.com',
  ...more
})

test('a header, and one line for each entry, as RFC 4180 has them', () => {
  expect(byteOrderMark).toBe('\ufeff')
  expect(csvHeader()).toBe('"Number","Time","Member","Action","Subject","Detail"\r\n')
  expect(csvLines([entry(), entry({ number: 2, subject: 'The "best", really', detail: '' })])).toBe(
    '"1","2026-11-25T13:02:11.045Z","Kim","Linked a Jira project","MOD – Modules → Shelves","jira.example.com"\r\n' +
      '"2","2026-11-25T13:02:11.045Z","Kim","Linked a Jira project","The ""best"", really",""\r\n'
  )
  expect(csvLines([])).toBe('')
})

test.each(['=1+1', '+1', '-1', '@SUM(1)', '\t1', '\r1', '  =1', '\u200b=1', '＝1', '＋1', '－1', '＠x', '\0=1'])(
  '%j is shown, not computed',
  (subject) => {
    expect(read(csvLines([entry({ subject })]), ',')[0]?.[4]).toBe(`'${subject}`)
  }
)

test('what only has such a sign in it stays as it is', () => {
  for (const subject of ['a=b', 'jira-1.example.com', 'anna@example.com', "'quoted'", '15 → 30; port 1 → 2', ''])
    expect(read(csvLines([entry({ subject })]), ',')[0]?.[4]).toBe(subject)
})

const hostile = fc.string({
  unit: fc.constantFrom(...'=+-@＝＠\t\r\n\0;,|"\' ', 'a', '1', '\u200b', '\u00a0', '😀'),
  maxLength: 12
})
const texts = fc.record({ member: hostile, subject: hostile, detail: hostile })
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠]/u

test('read again, each cell is what it was but for apostrophes, and none is a formula', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (entries) => {
      const table = read(csvLines(entries.map((one) => entry(one))), ',')
      const without = (text: string): string => text.replaceAll("'", '')
      expect(table.map((cells) => [cells[2], cells[4], cells[5]].map((one) => without(one ?? '')))).toEqual(
        entries.map(({ member, subject, detail }) => [member, subject, detail].map(without))
      )
      expect(table.flat().filter((cell) => formula.test(cell))).toEqual([])
    }),
    { numRuns: 3000 }
  )
})

test.each([';', '\t', '|'])('no formula either where a spreadsheet splits at %j', (separator) => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (entries) => {
      const cells = read(csvLines(entries.map((one) => entry(one))), separator).flat()
      expect(cells.filter((cell) => formula.test(cell))).toEqual([])
    }),
    { numRuns: 3000 }
  )
})
