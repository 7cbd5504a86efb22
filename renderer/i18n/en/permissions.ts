/** What is said where somebody may not do something. */
export const permissions = {} as const
