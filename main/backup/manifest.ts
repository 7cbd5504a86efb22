/**
 * What stands before the workspace in a backup, sealed with it: how much of everything there is, and the sign-ins when
 * they were wanted. Not compressed: compressing secrets together with what a Jira wrote would let the length tell of them.
 */
import { z } from 'zod'
import { id } from '../../preload/contract/channel.ts'
import type { SecretKind } from '../secrets/secret-store.ts'

const secretKinds = [
  'password',
  'oauth1-token',
  'oauth1-key',
  'pat',
  'oauth2-grant',
  'oauth2-client',
  'api-token',
  'proxy',
  'client-certificate-key'
] as const satisfies readonly SecretKind[]
/** A kind that is not among them is an error here, so that none is ever left out. */
type Missing = Exclude<SecretKind, (typeof secretKinds)[number]>
const _everyKind: [Missing] extends [never] ? true : Missing = true
void _everyKind

/** One entry of the keychain; `id` is not always one of ours: proxies go by address. */
export const entrySchema = z.strictObject({ kind: z.enum(secretKinds), id: z.string().min(1).max(300) })
export const keptSecretSchema = entrySchema.extend({ secret: z.string().max(2560) })
export type KeptSecret = z.infer<typeof keptSecretSchema>

const count = z.number().int().min(0)
export const countsSchema = z.strictObject({ projects: count, tasks: count, connections: count, members: count })
export type Counts = z.infer<typeof countsSchema>

/** The version of the workspace with which backups came: what reads one counts on its tables. */
const oldestVersion = 8

export const manifestSchema = z.strictObject({
  workspaceId: id,
  schemaVersion: z.number().int().min(oldestVersion),
  /** Of the workspace's file, uncompressed: what comes after it is refused. */
  databaseBytes: z.number().int().min(1),
  counts: countsSchema,
  /** Null: made without sign-ins. */
  secrets: z.array(keptSecretSchema).max(20_000).nullable()
})
export type Manifest = z.infer<typeof manifestSchema>

/** A few thousand connections' sign-ins, and no more memory than that for a hostile file. */
export const maxManifestBytes = 64 * 1024 * 1024
