/** The server's clock, which tests set wrong on purpose. */
export class Clock {
  #skewMs = 0

  /** Epoch milliseconds as this Jira sees them. */
  now(): number {
    return Date.now() + this.#skewMs
  }

  /** Positive: Jira is ahead of the real time. */
  setSkewSeconds(seconds: number): void {
    this.#skewMs = seconds * 1000
  }

  get skewSeconds(): number {
    return this.#skewMs / 1000
  }
}

/** `2026-02-03T10:00:00.000+0000`, the form of every date in Jira's REST API (server zone: UTC). */
export function jiraDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000')
}

/** Reads Jira's date form back to epoch milliseconds. */
export function parseJiraDate(text: string): number {
  return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
}
