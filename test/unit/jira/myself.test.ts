/** Who a Jira says somebody is: shown, stored, and part of every list of connections. */
import { expect, test } from 'vitest'
import { cloudMyselfSchema, myselfSchema } from '../../../main/jira/schemas.ts'

test('a name is one line of a length that Jira has', () => {
  expect(myselfSchema.safeParse({ name: 'anna', displayName: 'Anna' }).success).toBe(true)
  expect(myselfSchema.safeParse({ name: 'a'.repeat(255) }).success).toBe(true)
  expect(myselfSchema.safeParse({ name: 'a'.repeat(256) }).success).toBe(false)
  expect(myselfSchema.parse({ name: 'anna', timeZone: 'x'.repeat(500) }).timeZone).toHaveLength(255)
  expect(cloudMyselfSchema.safeParse({ accountId: 'a'.repeat(129) }).success).toBe(false)
})
