/** Who a Jira says somebody is: shown, stored, and part of every list of connections. */
import { expect, test } from 'vitest'
import { cloudMyselfSchema, myselfSchema, serverInfoSchema } from '../../../main/jira/schemas.ts'

test('a name is one line of a length that Jira has', () => {
  expect(myselfSchema.safeParse({ name: 'anna', displayName: 'Anna' }).success).toBe(true)
  expect(myselfSchema.safeParse({ name: 'a'.repeat(255) }).success).toBe(true)
  expect(myselfSchema.safeParse({ name: 'a'.repeat(256) }).success).toBe(false)
  expect(myselfSchema.parse({ name: 'anna', timeZone: 'x'.repeat(500) }).timeZone).toHaveLength(255)
  expect(cloudMyselfSchema.safeParse({ accountId: 'a'.repeat(129) }).success).toBe(false)
})

test('what a Jira calls itself is shown in warnings: one line, nothing turned round', () => {
  const { baseUrl } = serverInfoSchema.parse({ baseUrl: 'https://jira.example.com/\u202exe\n.moc', version: '10.3.2' })
  expect(baseUrl).toBe('https://jira.example.com/xe .moc')
})
