/** Web sessions behind the JSESSIONID cookie, with the CSRF token of Jira's forms. */
import { randomBytes } from 'node:crypto'

export interface Session {
  readonly id: string
  /** Value of the hidden field `atl_token`. */
  readonly csrf: string
  user: string | undefined
  /** Text of the CAPTCHA last shown to this session. */
  captcha: string | undefined
}

/** A client without a cookie jar gets a new session with each reply, so old ones are dropped. */
const kept = 2_000

export class Sessions {
  readonly #sessions = new Map<string, Session>()

  open(user?: string): Session {
    const session: Session = {
      id: randomBytes(16).toString('hex').toUpperCase(),
      csrf: `B${randomBytes(8).toString('hex').toUpperCase()}|${randomBytes(20).toString('hex')}|lin`,
      user,
      captcha: undefined
    }
    this.#sessions.set(session.id, session)
    if (this.#sessions.size > kept) {
      const oldest = this.#sessions.keys().next().value
      if (oldest !== undefined) this.#sessions.delete(oldest)
    }
    return session
  }

  find(cookieHeader: string | undefined): Session | undefined {
    const id = /(?:^|;\s*)JSESSIONID=([^;\s]+)/.exec(cookieHeader ?? '')?.[1]
    return id === undefined ? undefined : this.#sessions.get(id)
  }

  close(session: Session): void {
    this.#sessions.delete(session.id)
  }
}
