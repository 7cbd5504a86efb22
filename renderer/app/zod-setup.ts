/** Imported first: zod must never build functions from text, the content security policy forbids it. */
import { z } from 'zod'

z.config({ jitless: true })
