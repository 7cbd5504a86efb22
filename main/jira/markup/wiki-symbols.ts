/** Jira's emoticons and colour names. */

/** Source: Text Formatting Notation Help, "Misc". */
const emoticons = new Map<string, string>([
  ['(flagoff)', '🏳️'],
  ['(flag)', '🚩'],
  ['(off)', '🌑'],
  ['(on)', '💡'],
  ['(*r)', '🔴'],
  ['(*g)', '🟢'],
  ['(*b)', '🔵'],
  ['(*y)', '🟡'],
  ['(*)', '⭐'],
  ['(y)', '👍'],
  ['(n)', '👎'],
  ['(i)', 'ℹ️'],
  ['(/)', '✅'],
  ['(x)', '❌'],
  ['(!)', '⚠️'],
  ['(+)', '➕'],
  ['(-)', '➖'],
  ['(?)', '❓'],
  [':)', '🙂'],
  [':(', '🙁'],
  [':P', '😛'],
  [':p', '😛'],
  [':D', '😀'],
  [';)', '😉']
])
const emoticon = /\((?:flag(?:off)?|off|on|\*[rgby]?|[yni/x!+?-])\)|[:;]\)|:[(PpD]/y

/** The emoticon written at `at`, if one is: its length and the sign for it. */
export function readEmoticon(line: string, at: number): { length: number; shown: string } | null {
  emoticon.lastIndex = at
  const written = emoticon.exec(line)?.[0]
  const shown = written === undefined ? undefined : emoticons.get(written)
  return written === undefined || shown === undefined ? null : { length: written.length, shown }
}

const colorNames: Readonly<Record<string, string>> = {
  black: '000000',
  white: 'ffffff',
  red: 'ff0000',
  green: '008000',
  blue: '0000ff',
  yellow: 'ffff00',
  orange: 'ffa500',
  purple: '800080',
  gray: '808080',
  grey: '808080',
  silver: 'c0c0c0',
  maroon: '800000',
  navy: '000080',
  teal: '008080',
  olive: '808000',
  lime: '00ff00',
  aqua: '00ffff',
  cyan: '00ffff',
  fuchsia: 'ff00ff',
  magenta: 'ff00ff',
  brown: 'a52a2a',
  pink: 'ffc0cb',
  gold: 'ffd700',
  indigo: '4b0082',
  violet: 'ee82ee',
  crimson: 'dc143c',
  darkred: '8b0000',
  darkgreen: '006400',
  darkblue: '00008b',
  darkorange: 'ff8c00',
  darkgray: 'a9a9a9',
  darkgrey: 'a9a9a9',
  lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3',
  lightblue: 'add8e6',
  lightgreen: '90ee90'
}

/** `red`, `#f00`, `#ff0000` → `#ff0000`; undefined for anything else. */
export function readColor(written: string): string | undefined {
  const name = written.trim().toLowerCase()
  if (/^#[\da-f]{6}$/.test(name)) return name
  if (/^#[\da-f]{3}$/.test(name)) return `#${name.slice(1).replace(/./g, '$&$&')}`
  return Object.hasOwn(colorNames, name) ? `#${colorNames[name]}` : undefined
}
