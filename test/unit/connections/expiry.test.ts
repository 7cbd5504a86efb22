import { expect, test } from 'vitest'
import { expiryOf, readExpiryDate } from '../../../main/connections/expiry.ts'

const now = new Date(2027, 0, 10, 12, 0, 0).getTime()
const inDays = (days: number): number => now + days * 24 * 60 * 60_000

test('warned 14 and 3 days ahead', () => {
  const stages = [15, 14, 4, 3, 0.1, 0, -1].map((days) => expiryOf(inDays(days), now)?.stage)
  expect(stages).toEqual(['fine', 'soon', 'soon', 'urgent', 'urgent', 'expired', 'expired'])
  expect(expiryOf(null, now)).toBeNull()
})

test('a date entered is the end of that day here', () => {
  const read = readExpiryDate('2027-01-10', now)
  expect(read.ok && read.value && new Date(read.value).toString()).toContain('Jan 10 2027 23:59:59')
  expect(readExpiryDate(undefined, now)).toEqual({ ok: true, value: null })
})

test.each(['2027-01-09', '2027-02-30', '2027-13-01', '2027-00-10'])('%s is refused with its field', (entered) => {
  expect(readExpiryDate(entered, now)).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input', field: 'expiresOn' }
  })
})
