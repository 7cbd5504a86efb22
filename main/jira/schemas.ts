/** The parts of Jira's answers that are used; everything else is ignored. Facts: Jira Data Center REST API, /rest/api/2. */
import { z } from 'zod'
import { line } from '../clean-text.ts'

const text = z.string().max(10_000)
/** Shown to people: one line, without marks that turn its direction, of a length a list can hold. */
const shown = text.transform((value) => line(value, 255))

/** Jira sends ids as strings; some proxies and old versions as numbers. */
const numericId = z.union([z.string().regex(/^\d{1,19}$/), z.number().int().nonnegative().transform(String)])

export const serverInfoSchema = z.object({
  baseUrl: text.transform((value) => line(value, 2_000)),
  version: shown,
  /** `Cloud`, or `Server` for Server and Data Center alike; missing before 7.x. */
  deploymentType: text.optional(),
  serverTitle: shown.optional(),
  buildNumber: z.number().int().nonnegative().optional()
})

/** Who is signed in, of either product. */
export interface Myself {
  /** Server and Data Center: the user name. Cloud: the e-mail address when told, else the account id. */
  readonly name: string
  readonly displayName: string
  readonly active: boolean
  readonly timeZone?: string | undefined
  /** Cloud only; an account has one id over all sites. */
  readonly accountId: string | null
  readonly email: string | null
}

const aboutMe = z.object({
  displayName: shown.default(''),
  active: z.boolean().default(true),
  timeZone: shown.optional(),
  emailAddress: shown.optional()
})

/** GET /rest/api/2/myself of Server and Data Center. */
export const myselfSchema = aboutMe
  .extend({ name: text.min(1).max(255), key: text.optional() })
  .transform((me): Myself => ({
    name: me.name,
    displayName: me.displayName,
    active: me.active,
    timeZone: me.timeZone,
    accountId: null,
    email: null
  }))

/** GET /rest/api/3/myself of Cloud: no user names there since 2019; the e-mail address depends on the privacy settings. */
export const cloudMyselfSchema = aboutMe.extend({ accountId: text.min(1).max(128) }).transform((me): Myself => ({
  name: me.emailAddress || me.accountId,
  displayName: me.displayName,
  active: me.active,
  timeZone: me.timeZone,
  accountId: me.accountId,
  email: me.emailAddress || null
}))

export const projectListSchema = z.array(z.object({ id: numericId, key: text.min(1).max(255), name: shown }))
export const projectSchema = z.object({
  id: numericId,
  key: text.min(1).max(255),
  name: shown,
  /** Since 8.1; absent before. */
  archived: z.boolean().optional()
})

export const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() }))
})

/** GET https://api.atlassian.com/oauth/token/accessible-resources: sites of all products. */
export const accessibleResourcesSchema = z.array(
  z.object({ id: text.min(1).max(100), name: shown, url: text, scopes: z.array(text).default([]) })
)

/** GET <site>/_edge/tenant_info, which asks for no sign-in. */
export const tenantInfoSchema = z.object({ cloudId: z.string().regex(/^[\w-]{1,100}$/) })

/** A personal access token as Jira lists it; `rawToken` only in the answer to its making. Dates are ISO 8601. */
export const personalTokenSchema = z.object({ name: shown, expiringAt: text.nullish() })
export const createdTokenSchema = personalTokenSchema.extend({ id: numericId.optional(), rawToken: text.min(1) })

/** RFC 6749 §5.1. Jira's own refresh tokens rotate, so one must come with every answer. */
export const tokenReplySchema = z.object({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(8192).optional(),
  /** Seconds. */
  expires_in: z.coerce.number().positive().max(31_536_000).default(3600),
  scope: text.optional()
})

/** RFC 6749 §5.2. */
export const tokenErrorSchema = z.object({ error: shown, error_description: shown.optional() })

export const searchTotalSchema = z.object({ total: z.number().int().nonnegative() })

/** An issue asked for by id, with `fields=project`. */
export const issueProjectSchema = z.object({
  id: numericId,
  key: text.min(1),
  fields: z.object({ project: z.object({ id: numericId, key: text }) })
})
