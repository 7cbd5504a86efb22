/** The scopes of the OAuth 2.0 provider: each holds those before it. What a token may do is scope ∩ user's permissions. */
export const scopeOrder = ['READ', 'WRITE', 'ADMIN', 'SYSTEM_ADMIN'] as const

export type Scope = (typeof scopeOrder)[number]

export function isScope(text: string): text is Scope {
  return (scopeOrder as readonly string[]).includes(text)
}

/** Blank-separated words of a `scope` parameter; undefined when one is unknown or there is none. */
export function readScopes(text: string | null): Scope[] | undefined {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '')
  return words.length > 0 && words.every(isScope) ? words : undefined
}

/** @param granted undefined: not limited by any scope. */
export function allows(granted: readonly string[] | undefined, wanted: Scope): boolean {
  return granted === undefined || scopeOrder.slice(scopeOrder.indexOf(wanted)).some((scope) => granted.includes(scope))
}

/** What the consent page says of them. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  READ: 'View projects and issues it can view on your behalf, your profile included',
  WRITE: 'Create, update and delete projects and issues, and your profile',
  ADMIN: 'Administer the Jira instance, without system administration',
  SYSTEM_ADMIN: 'Administer the Jira instance, system administration included'
}
