import { randomBytes } from 'node:crypto'

/** 20 random characters, safe in URLs and file names (120 bits). */
export const newId = (): string => randomBytes(15).toString('base64url')
