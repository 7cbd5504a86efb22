/** The people of this Jira, their passwords, and Jira's count of failed log-ins (CAPTCHA after three). */
export interface User {
  readonly name: string
  readonly key: string
  readonly password: string
  readonly displayName: string
  readonly email: string
  readonly admin: boolean
  timeZone: string
  active: boolean
}

const seeds: readonly Omit<User, 'active'>[] = [
  {
    name: 'admin',
    key: 'JIRAUSER10000',
    password: 'admin',
    displayName: 'Ada Administrator',
    email: 'admin@jira.example.com',
    admin: true,
    timeZone: 'UTC'
  },
  {
    name: 'anna',
    key: 'JIRAUSER10100',
    password: 'anna-password',
    displayName: 'Anna Nowak',
    email: 'anna@jira.example.com',
    admin: false,
    timeZone: 'America/Los_Angeles'
  },
  {
    name: 'ben',
    key: 'JIRAUSER10101',
    password: 'ben-password',
    displayName: 'Ben Ortega',
    email: 'ben@jira.example.com',
    admin: false,
    timeZone: 'Europe/Berlin'
  },
  {
    name: 'zoë',
    key: 'JIRAUSER10102',
    password: 'Zoë: pässwörd %+&',
    displayName: 'Zoë Müller',
    email: 'zoe@jira.example.com',
    admin: false,
    timeZone: 'Asia/Kolkata'
  }
]

/** Failed log-ins Jira allows before it asks for a CAPTCHA (`jira.maximum.authentication.attempts.allowed`). */
export const allowedFailures = 3

export type PasswordVerdict = 'ok' | 'wrong' | 'captcha'

export class UserDirectory {
  readonly #users = new Map<string, User>(seeds.map((seed) => [seed.name, { ...seed, active: true }]))
  readonly #failures = new Map<string, number>()

  all(): readonly User[] {
    return [...this.#users.values()]
  }

  find(name: string): User | undefined {
    return this.#users.get(name.toLowerCase())
  }

  /** Finds or throws: for the admin API, where a wrong name is a mistake in the test. */
  get(name: string): User {
    const user = this.find(name)
    if (user === undefined) throw new Error(`no user named ${name}`)
    return user
  }

  needsCaptcha(name: string): boolean {
    return (this.#failures.get(name.toLowerCase()) ?? 0) >= allowedFailures
  }

  /**
   * One password log-in. Once the allowance is used up every password is refused, right or wrong, until
   * `clearFailures` (an administrator, or a web log-in with the CAPTCHA solved).
   */
  checkPassword(name: string, password: string, captchaSolved = false): PasswordVerdict {
    const user = this.find(name)
    if (user === undefined || !user.active) return 'wrong'
    if (this.needsCaptcha(user.name) && !captchaSolved) return 'captcha'
    if (user.password === password) {
      this.#failures.delete(user.name)
      return 'ok'
    }
    this.#failures.set(user.name, (this.#failures.get(user.name) ?? 0) + 1)
    return 'wrong'
  }

  clearFailures(name: string): void {
    this.#failures.delete(name.toLowerCase())
  }

  requireCaptcha(name: string): void {
    this.#failures.set(this.get(name).name, allowedFailures)
  }
}
