import { MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { followMain } from './query-client.ts'
import { theme } from './theme.ts'

/** The nonce main put into the page: Mantine's `<style>` elements are refused without it. */
export const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

interface ProvidersProps {
  readonly client: QueryClient
  /** `test` draws without transitions. */
  readonly env?: 'default' | 'test'
  readonly children: ReactNode
}

export function Providers({ client, env = 'default', children }: ProvidersProps) {
  useEffect(() => followMain(client), [client])
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce} env={env}>
      <QueryClientProvider client={client}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  )
}
