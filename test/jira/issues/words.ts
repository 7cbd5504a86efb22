/** Words from which summaries and wiki-markup descriptions of generated issues are put together. */
export const areas = [
  'Login page',
  'Search results',
  'Invoice export',
  'Mobile app',
  'Notification service',
  'Report builder',
  'Time sheet',
  'User directory',
  'Payment gateway',
  'Audit log',
  'Calendar sync',
  'Dashboard',
  'File upload',
  'Webhook delivery',
  'REST API',
  'Data import',
  'Settings screen',
  'Onboarding',
  'Backup job',
  'PDF renderer'
] as const

export const actions = [
  'fails with a timeout',
  'shows the wrong total',
  'should remember the last filter',
  'loses unsaved changes',
  'needs keyboard navigation',
  'crashes on an empty list',
  'ignores the time zone',
  'must support “ä, ö, ü” and 日本語',
  'is slow above 10,000 rows',
  'sends every e-mail twice',
  'does not escape <b>HTML</b> & quotes "like these"',
  'should offer a dark theme',
  'returns 500 for archived projects',
  'mixes up billable and non-billable hours',
  'needs a retry with back-off',
  'drops the last line of a CSV file',
  'should validate the VAT number',
  'cannot be closed with Escape',
  'uses a deprecated endpoint',
  'leaks memory after a day'
] as const

export const circumstances = [
  'after an upgrade',
  'for users without a licence',
  'on Windows',
  'on macOS',
  'behind a proxy',
  'in read-only mode',
  'when two people edit at once',
  'on the first of a month',
  'with long names',
  'in the nightly run'
] as const

export const sentences = [
  'This was reported by three customers in the last week and blocks their month-end closing.',
  'The log shows nothing unusual, but the response takes more than thirty seconds.',
  'It works in the staging environment, so the configuration is probably to blame.',
  'Please agree on the wording with the documentation team before release.',
  'We should measure first: the last attempt to fix this made things worse.',
  'A screenshot is attached to the support case; the account manager has access to it.',
  'The old behaviour must stay available behind a setting for one more version.',
  'Nobody remembers why the limit was introduced, and no test covers it.',
  'The customer has a work-around, so this need not go into a patch release.',
  'See the discussion in the architecture meeting; the minutes are in the wiki.',
  'Performance with 50,000 entries has to stay below one second on the reference machine.',
  'Translations exist for English, German and Polish; the others fall back to English.',
  'The same code path is used by the export, so please check both.',
  'It only happens when the browser window is narrower than the table.'
] as const

/** Wiki markup of the kinds people really use. */
export const blocks = [
  'h3. Steps to reproduce\r\n# Open the page as a normal user\r\n# Choose *Export* and pick _last month_\r\n# Press {{Enter}}\r\n',
  'h3. Expected\r\nThe total equals the sum of the lines.\r\n\r\nh3. Actual\r\nIt is off by one cent.\r\n',
  '{code:java}\r\nif (total.compareTo(limit) > 0) {\r\n    throw new LimitExceeded(total, "more than " + limit);\r\n}\r\n{code}\r\n',
  '||Browser||Version||Result||\r\n|Firefox|128|(/)|\r\n|Chrome|131|(x)|\r\n|Safari|17.4|(!)|\r\n',
  '{quote}We cannot work with this any more.{quote}\r\n',
  '* first thing\r\n** a detail of it\r\n* second thing, see [the manual|https://docs.example.com/manual?page=12&lang=en]\r\n',
  '{noformat}\r\n2026-02-11 03:14:15,926 ERROR [export-7] c.e.ExportJob - gave up after 3 tries\r\n{noformat}\r\n',
  '{panel:title=Acceptance}\r\n- covered by a test\r\n- release note written\r\n{panel}\r\n'
] as const

export const labels = [
  'customer',
  'regression',
  'security',
  'performance',
  'ux',
  'docs',
  'tech-debt',
  'quick-win'
] as const
