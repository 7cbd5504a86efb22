/** A difference between two clocks, as people say it. */

const some = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/**
 * `12 minutes (this computer is behind)`, `2 hours 5 minutes (this computer is ahead)`.
 * @param seconds by which the server's clock is ahead; null when it is not known.
 */
export function skewWords(seconds: number | null): string {
  if (seconds === null) return 'more than Jira allows'
  const words = duration(Math.abs(seconds))
  return seconds === 0 ? words : `${words} (this computer is ${seconds > 0 ? 'behind' : 'ahead'})`
}

function duration(seconds: number): string {
  if (seconds < 120) return some(seconds, 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return some(minutes, 'minute')
  const days = Math.floor(minutes / 1440)
  if (days > 1) return some(days, 'day')
  const rest = minutes % 60
  return [some(Math.floor(minutes / 60), 'hour'), ...(rest > 0 ? [some(rest, 'minute')] : [])].join(' ')
}
