/** The audit log as a table for spreadsheets: CSV as RFC 4180 has it. */
import type { AuditEntry } from '../../preload/contract/index.ts'

/** Without it Excel takes UTF-8 for the system's old code page. */
export const byteOrderMark = '\ufeff'

const columns = ['Number', 'Time', 'Member', 'Action', 'Subject', 'Detail']

/**
 * What a spreadsheet takes for a formula, behind nothing but blanks or what is invisible; full-width signs count in East
 * Asian settings. https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠\t\r\n\0]/u

/**
 * Where lists are separated by semicolons or tabs, a spreadsheet splits at those, and takes quotes that do not begin its
 * cell for plain characters: a name could begin a cell of its own.
 */
const formulaBehindSeparator = /([;\t\r\n|]["\s\p{C}]*)(?=[=+\-@＝＋－＠])/gu

/** An apostrophe makes a spreadsheet show the text as it is. */
const defused = (text: string): string =>
  (formula.test(text) ? `'${text}` : text).replace(formulaBehindSeparator, "$1'")

const cell = (text: string): string => `"${defused(text).replaceAll('"', '""')}"`

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

export const csvHeader = (): string => line(columns)

/** Times are in UTC, ISO 8601. */
export const csvLines = (entries: readonly AuditEntry[]): string =>
  entries
    .map(({ number, at, member, action, subject, detail }) =>
      line([String(number), new Date(at).toISOString(), member, action, subject, detail])
    )
    .join('')
