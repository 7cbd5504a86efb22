/** The dashboard, one issue's page, one project's page, and the page for dead links. */
import { jiraDate } from '../clock.ts'
import { type Exchange, type Reply } from '../exchange.ts'
import { fieldOf, nameOf, type UserValue } from '../issues/types.ts'
import type { World } from '../world.ts'
import { escapeHtml, notice, page } from './layout.ts'
import { loginFirst } from './login.ts'

export function dashboard(exchange: Exchange, world: World): Reply {
  const visible = world.issues.projects().filter((project) => world.issues.mayBrowse(exchange.user, project))
  const withIssues = visible
    .filter((project) => project.index.size > 0)
    .sort((a, b) => b.index.size - a.index.size)
    .slice(0, 20)
  const rows = withIssues.map(
    (project) =>
      `<tr><td><a href="${world.contextPath}/browse/${project.key}">${escapeHtml(project.name.trim())}</a></td><td>${project.key}</td><td>${project.index.size.toLocaleString('en-US')}</td></tr>`
  )
  return page(exchange, world, {
    title: 'System Dashboard',
    body: `<h1>System Dashboard</h1><p>This is a practice Jira ${world.version.full}. You see ${visible.length} projects.</p>
${rows.length === 0 ? '' : `<table><thead><tr><th>Project</th><th>Key</th><th>Issues</th></tr></thead><tbody>${rows.join('')}</tbody></table>`}`
  })
}

/** /browse/KEY for an issue or a project. */
export function browse(exchange: Exchange, world: World, key: string): Reply {
  if (exchange.user === undefined) return loginFirst(exchange, world)
  const issue = world.issues.findIssue(key)
  if (issue !== undefined && world.issues.mayBrowse(exchange.user, issue.project)) {
    const assignee = fieldOf(issue, 'assignee') as UserValue | null | undefined
    const row = (name: string, value: string | undefined): string =>
      `<tr><th>${name}</th><td>${escapeHtml(value ?? 'None')}</td></tr>`
    return page(exchange, world, {
      title: `[${issue.key}] ${String(fieldOf(issue, 'summary'))}`,
      body: `<p><a href="${world.contextPath}/browse/${issue.project.key}">${escapeHtml(issue.project.name)}</a> / ${issue.key}</p>
<h1>${escapeHtml(String(fieldOf(issue, 'summary')))}</h1>
<table>${row('Type', nameOf(issue, 'issuetype'))}${row('Status', nameOf(issue, 'status'))}${row('Priority', nameOf(issue, 'priority'))}${row('Assignee', assignee?.displayName ?? 'Unassigned')}${row('Created', jiraDate(issue.created))}${row('Updated', jiraDate(issue.updated))}</table>
<h2>Description</h2><pre>${escapeHtml(String(fieldOf(issue, 'description') ?? ''))}</pre>`
    })
  }
  const project = world.issues.findProject(key)
  if (project === undefined || !world.issues.mayBrowse(exchange.user, project)) return deadLink(exchange, world)
  const newest = project.index.orders.updated.items.slice(-25).reverse()
  const rows = newest.map(
    (one) =>
      `<tr><td><a href="${world.contextPath}/browse/${one.key}">${one.key}</a></td><td>${escapeHtml(String(fieldOf(one, 'summary')))}</td><td>${escapeHtml(nameOf(one, 'status') ?? '')}</td></tr>`
  )
  return page(exchange, world, {
    title: project.name,
    body: `<h1>${escapeHtml(project.name)}</h1><p>${project.index.size.toLocaleString('en-US')} issues; the latest:</p><table>${rows.join('')}</table>`
  })
}

export function deadLink(exchange: Exchange, world: World): Reply {
  return page(exchange, world, {
    title: 'Oops, you’ve found a dead link',
    status: 404,
    body: `<h1>Oops, you’ve found a dead link.</h1>${notice('warning', 'The page you were looking for does not exist, or you may not see it.')}`
  })
}
