import './app/zod-setup.ts'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/global.css'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { HashRouter } from 'react-router'
import { App } from './app/App.tsx'
import { Providers, styleNonce } from './app/Providers.tsx'
import { makeQueryClient } from './app/query-client.ts'
import './i18n/i18n.ts'

// Before the first paint, so that a dark system never sees a white flash; Mantine keeps it up to date afterwards.
const dark = window.matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

// Dialogs lock the page's scrolling with a <style> element of their own, which asks this package for the nonce.
setNonce(styleNonce())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <Providers client={makeQueryClient()}>
      {/* At once, not as a transition: a search still waiting to be sent would lead back to the page just left. */}
      <HashRouter useTransitions={false}>
        <App />
      </HashRouter>
    </Providers>
  )
}
