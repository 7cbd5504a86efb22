/**
 * Switches and variables that would undo what AtTrack promises, for everything at once: they are not obeyed. Chromium
 * looks at its switches when it starts its network process, after this.
 *
 * Somebody put them into a shortcut or a profile for another program, or so as to read along. Who may start AtTrack with
 * what they like can do more than this; but nobody is to find verification off without having switched it off here, where
 * it cannot be. A pin, too, would not be met.
 */
import { app } from 'electron'

const notObeyed = [
  // Verification off, for all servers or for some: content/public/common/content_switches.cc,
  // services/network/public/cpp/network_switches.cc.
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  // What pages may do to each other.
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  // Keys of connections, and everything sent over them, written into files.
  'ssl-key-log-file',
  'log-net-log',
  'net-log-capture-mode'
] as const

/** To be called before Electron is ready. */
export function ignoreOutsideSwitches(): void {
  for (const name of notObeyed) app.commandLine.removeSwitch(name)
  // The same as `ssl-key-log-file`.
  delete process.env['SSLKEYLOGFILE']
}
