/** The admin API over HTTP: `POST <context>/__admin/<method>` with a JSON array of arguments, and a small page. */
import { html, json, type Exchange, type Reply } from '../exchange.ts'
import { faultTable } from '../faults/registry.ts'
import { escapeHtml } from '../pages/layout.ts'
import type { World } from '../world.ts'
import { createAdmin, type PracticeJiraAdmin } from './api.ts'

const admins = new WeakMap<World, PracticeJiraAdmin>()

export function adminOf(world: World): PracticeJiraAdmin {
  let admin = admins.get(world)
  if (admin === undefined) {
    admin = createAdmin(world)
    admins.set(world, admin)
  }
  return admin
}

/**
 * `/__admin/` shows the page. `/__admin/<method>` calls it: arguments from a JSON array body, from a lone JSON value,
 * or from `?args=[…]`. Replies `{"result": …}` or 400 `{"error": …}`.
 */
export function adminReply(exchange: Exchange, world: World, path: string): Reply {
  const method = path.replace(/^\/__admin(__)?\/?/, '').replace(/\/$/, '')
  const admin = adminOf(world) as unknown as Record<string, (...parameters: unknown[]) => unknown>
  if (method === '') return adminPage(world)
  if (method === 'fault-form') return faultForm(exchange, world)
  const call = Object.hasOwn(admin, method) ? admin[method] : undefined
  if (call === undefined)
    return json(404, { error: `no method ${method}; there are: ${Object.keys(admin).join(', ')}` })
  try {
    const given = exchange.body.length > 0 ? exchange.body.toString('utf8') : (exchange.query.get('args') ?? '[]')
    const parsed: unknown = JSON.parse(given)
    return json(200, { result: call(...(Array.isArray(parsed) ? parsed : [parsed])) ?? null })
  } catch (error) {
    return json(400, { error: (error as Error).message })
  }
}

function faultForm(exchange: Exchange, world: World): Reply {
  const form = new URLSearchParams(exchange.body.toString('utf8'))
  const name = form.get('name') ?? ''
  if (faultTable.has(name)) world.faults.set(name, form.get('on') === 'true')
  return { status: 303, headers: { location: `${world.contextPath}/__admin/` }, body: '' }
}

function adminPage(world: World): Reply {
  const rows = [...faultTable.values()].map((fault) => {
    const on = world.faults.isOn(fault.name)
    const button = `<form method="post" action="fault-form"><input type="hidden" name="name" value="${fault.name}">
<button name="on" value="${String(!on)}">${on ? 'Switch off' : 'Switch on'}</button></form>`
    return `<tr${on ? ' class="on"' : ''}><td><code>${fault.name}</code></td><td>${escapeHtml(fault.describe)}</td><td>${button}</td></tr>`
  })
  const methods = Object.keys(adminOf(world))
    .map((name) => `<code>${name}</code>`)
    .join(', ')
  return html(
    200,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Practice Jira: faults</title>
<style>body{font:14px system-ui,sans-serif;margin:2em auto;max-width:60em}td{padding:4px 10px;border-bottom:1px solid #ddd}.on{background:#ffebe6}</style></head>
<body><h1>Practice Jira: faults</h1><p>${escapeHtml(world.baseUrl())} · version ${world.version.full}</p>
<table>${rows.join('')}</table>
<p>By program: POST a JSON array of arguments to <code>${escapeHtml(`${world.contextPath}/__admin/`)}method</code>: ${methods}.</p></body></html>`
  )
}
