/** The frame of the pages that stand for id.atlassian.com and auth.atlassian.com. */
import { html, type Reply } from '../../exchange.ts'
import { escapeHtml, notice } from '../../pages/layout.ts'

const style = `*{box-sizing:border-box}body{margin:0;font:14px/1.5 -apple-system,'Segoe UI',Roboto,Ubuntu,sans-serif;color:#172b4d;background:#fafbfc}
main{max-width:420px;margin:48px auto;background:#fff;border-radius:3px;box-shadow:0 0 10px rgba(0,0,0,.1);padding:32px 40px}
main.wide{max-width:760px}.brand{color:#0052cc;font-weight:700;letter-spacing:2px;text-align:center;margin:0 0 20px}
h1{font-size:16px;font-weight:600;margin:0 0 16px;text-align:center}label{display:block;font-size:12px;font-weight:600;color:#6b778c;margin:12px 0 4px}
input[type=text],input[type=email],input[type=password],input[type=number],select{width:100%;padding:8px;border:2px solid #dfe1e6;border-radius:3px;font:inherit;background:#fafbfc}
button{font:inherit;font-weight:500;padding:8px 14px;border:0;border-radius:3px;background:#f1f2f4;color:#42526e;cursor:pointer}
button.primary{background:#0052cc;color:#fff}.buttons{margin-top:18px;display:flex;gap:8px}
.message{padding:10px 14px;border-radius:3px;margin:0 0 14px;background:#deebff}.message.error{background:#ffebe6}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px;border-bottom:1px solid #dfe1e6}code{word-break:break-all}`

export function atlassianPage(title: string, body: string, status = 200, wide = false): Reply {
  return html(
    status,
    `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><main${wide ? ' class="wide"' : ''}><p class="brand">ATLASSIAN (practice)</p>
${body}
</main></body></html>`
  )
}

/** The page for a request the person cannot do anything about: the app asked for something wrong. */
export function brokenRequest(what: string): Reply {
  return atlassianPage(
    'Something went wrong',
    `<h1>Something went wrong</h1>${notice('error', what)}<p>Please contact the app’s developer.</p>`,
    400
  )
}
