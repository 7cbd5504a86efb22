import { createTheme } from '@mantine/core'

/** Calm and dense: one accent, the system's own typeface, small controls. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8438rem', md: '0.9063rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h4: { fontSize: '0.8438rem', lineHeight: '1.4' }
    }
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { styles: { label: { fontWeight: 550 } } },
    // The tone is on the ground and in the sign; the word stays as readable as any other.
    Badge: { styles: { label: { fontWeight: 600, color: 'var(--mantine-color-text)' } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } }
  }
})
