/**
 * JQL's dates. `"yyyy-MM-dd HH:mm"` means the calling user's time zone, to the minute; `-90m` means the server's
 * clock; a bare number is epoch milliseconds. The search index keeps whole seconds, so comparisons do too.
 */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit'
    })
    formats.set(timeZone, format)
  }
  return format
}

/** Milliseconds to add to UTC to get the zone's wall clock at this instant. */
export function offsetAt(instant: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  for (const part of formatFor(timeZone).formatToParts(instant)) parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

/**
 * Instant of a wall-clock time. As java.util.GregorianCalendar: a time that a clock change skips moves forward by the
 * gap; a time that happens twice is the second one (standard time).
 */
export function instantOf(wall: number, timeZone: string): number {
  const before = offsetAt(wall - 86_400_000, timeZone)
  const after = offsetAt(wall + 86_400_000, timeZone)
  const fits = [wall - before, wall - after].filter((instant) => instant + offsetAt(instant, timeZone) === wall)
  return fits.length > 0 ? Math.max(...fits) : wall - before
}

const absolute = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/
const period = /^([+-]?)((?:\d+[wdhm]\s*)+)$/
const unitMs: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 }

export interface DateMeaning {
  readonly instant: number
  /** Depends on the time of asking. */
  readonly relative: boolean
}

/** Undefined when Jira would call the value invalid. */
export function readDate(value: string, quoted: boolean, timeZone: string, now: number): DateMeaning | undefined {
  const text = value.trim()
  if (!quoted && /^-?\d+$/.test(text)) return { instant: Number(text), relative: false }
  const date = absolute.exec(text)
  if (date !== null) {
    const [year, month, day, hour, minute] = date.slice(1).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
      number
    ]
    const wall = Date.UTC(year, month - 1, day, hour, minute)
    const check = new Date(wall)
    if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || hour > 23 || minute > 59) return undefined
    return { instant: instantOf(wall, timeZone), relative: false }
  }
  const span = period.exec(text)
  if (span === null) return undefined
  let ms = 0
  for (const [, count, unit] of (span[2] as string).matchAll(/(\d+)([wdhm])/g))
    ms += Number(count) * (unitMs[unit as string] ?? 0)
  return { instant: span[1] === '-' ? now - ms : now + ms, relative: true }
}

export function invalidDate(value: string, field: string): string {
  return (
    `Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', ` +
    `'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`
  )
}
