/** Dates as people say them: relative at a glance, exact on hover. */
import { useEffect, useState } from 'react'
import { i18next } from '../i18n/i18n.ts'

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60]
]

/** `5 minutes ago`, `in 3 hours`, `just now`; both times in ms since 1970. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  const format = new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' })
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return i18next.t('common.justNow')
}

/** The person's own way of writing dates, as long as it is in the language of the window. */
const dateLocale = (): string =>
  navigator.languages.find((one) => one.split('-')[0] === i18next.language) ?? i18next.language

/** `24 Nov 2026, 14:05:09` in the person's own zone. */
export const exactTime = (at: number): string =>
  new Intl.DateTimeFormat(dateLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(at)

/** `24 Nov 2026` in the person's own zone. */
export const exactDay = (at: number): string =>
  new Intl.DateTimeFormat(dateLocale(), { dateStyle: 'medium' }).format(at)

/** Short: the time of today, the day of this year, else the date. */
export function shortTime(at: number, now: number): string {
  const date = new Date(at)
  const today = new Date(now)
  const language = dateLocale()
  if (date.toDateString() === today.toDateString()) {
    return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(date)
  }
  const sameYear = date.getFullYear() === today.getFullYear()
  const day = { day: 'numeric', month: 'short' } as const
  return new Intl.DateTimeFormat(language, sameYear ? day : { ...day, year: 'numeric' }).format(date)
}

/** `1:04 min` or `12.3 s`, from milliseconds. */
export function duration(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`
}

/** `38 ms`; from a second on as `duration`. */
export const shortDuration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : duration(ms))

/** `in 5 minutes`; what is due, or nearly so, is `in a moment`: nobody was told a second. */
export const timeToCome = (at: number, now: number): string =>
  at - now < 60_000 ? i18next.t('common.inAMoment') : relativeTime(at, now)

const tickMs = 20_000

/** The present moment, renewed every 20 seconds. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  return now
}

interface RelativeTimeProps {
  readonly at: number
  /** Receives e.g. `5 minutes ago`. */
  readonly say?: (when: string) => string
  /** Something AtTrack is going to do: never told as past. */
  readonly toCome?: boolean
}

/** Puts a relative time into a sentence. */
export function RelativeTime({ at, say, toCome = false }: RelativeTimeProps) {
  const when = (toCome ? timeToCome : relativeTime)(at, useNow())
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {say ? say(when) : when}
    </time>
  )
}
