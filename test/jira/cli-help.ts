/** The text of `npm run jira -- --help`. */
import { faultTable } from './faults/registry.ts'
import { surroundingsTable } from './surroundings/index.ts'

export function helpText(): string {
  const width = Math.max(...[...faultTable.keys(), ...surroundingsTable.keys()].map((name) => name.length))
  const line = (name: string, words: string): string => `  ${name.padEnd(width)}  ${words}`
  const faults = [...faultTable.values()].map((fault) => {
    const defaults = Object.entries(fault.options ?? {}).map(([name, value]) => `${name}=${String(value)}`)
    return line(fault.name, `${fault.describe}${defaults.length === 0 ? '' : ` [${defaults.join(', ')}]`}`)
  })
  const surroundings = [...surroundingsTable.values()].map(({ name, describe }) => line(name, describe))
  return `Practice Jira: a stand-in for Jira Data Center, for demos, tests and support.

Usage: npm run jira -- [flags]

Address
  --port N, -p N     port; 8090 when absent, 0 for any free one
  --host ADDRESS     127.0.0.1 when absent
  --context PATH     context path; /jira when absent, "" for none
  --https            HTTPS, certificate from an authority made for this run (needs openssl)
  --ca-file FILE     with --https: write that authority's certificate here
  --files FOLDER     what is to be imported is written here: authorities, client certificates; a new folder when absent
  --base-url URL     the base URL Jira says it has (serverInfo, links); the real address when absent
  --seen-as ORIGIN   Jira sees itself under this origin, as behind a rewriting proxy: OAuth signatures fail

Jira
  --version V        8.5 (neither personal access tokens nor OAuth 2.0), 9.12, 10.3 (searches reach 10,000 rows at most)
                     or 11.3 (passwords for apps are off as well); 10.3 when absent
  --basic on|off     passwords for apps (Basic authentication), whatever the version
  --rate-limit N/S   N requests in S seconds for each user, with the X-RateLimit headers; unlimited when absent
  --access-token-seconds N  life of OAuth 2.0 access tokens; 3600 when absent
  --issues N         add project GEN with N generated issues (100000 are ready in about a second)
  --seed N           seed of the generated issues; same seed, same issues
  --project-key KEY  key of the generated project; GEN when absent
  --no-projects      without the list of some 560 further projects
  --search-max N     jira.search.views.default.max; 1000 when absent

Users (name / password)
  admin / admin            Jira administrator
  anna  / anna-password    browses every project; her time zone is America/Los_Angeles, the server's is UTC
  ben   / ben-password     browses nothing
  zoë   / Zoë: pässwörd %+&    for passwords beyond ASCII
  After three wrong passwords Jira asks for a CAPTCHA: sign in once at <address>/login.jsp.

Pages
  <address>/plugins/servlet/applinks/listApplicationLinks   application links (as admin): Create link, as in the version,
                                                            for OAuth 1.0a and, as an external application, 2.0 (which
                                                            needs --https, or a --base-url with https)
  <address>/secure/ViewProfile.jspa                         your personal access tokens
  <address>/__admin/                                        switch faults on and off; the admin API

Faults: --fault NAME or --fault NAME:option=value,option=value; more than one is fine
  Each takes times=N (only the first N), skip=N, every=N and path=TEXT (only paths that contain it).
${faults.join('\n')}

Surroundings: --fault NAME, one of these, together with any faults above
  What lies between people and Jira. Prints what to enter, and where the files to import are.
${surroundings.join('\n')}

Output
  --json             one JSON line {"url","port","users"} when ready
  --log-file FILE    each request as a JSON line
  --quiet            do not print requests
`
}
