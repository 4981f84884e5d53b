import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Around --green of ui/colours.css, which is the filled shade: white on it keeps 4.5:1. */
const green: MantineColorsTuple = [
  '#e3f3ec',
  '#c8e6d9',
  '#a3d5c0',
  '#74bfa1',
  '#3f9f7d',
  '#1c8462',
  '#0a6b50',
  '#07523d',
  '#053f2f',
  '#032c21',
]

const family = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

export const theme = createTheme({
  colors: { green },
  primaryColor: 'green',
  primaryShade: 6,
  fontFamily: family,
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: family, fontWeight: '600' },
  fontSizes: { xs: '0.8rem', sm: '0.92rem', md: '1rem', lg: '1.12rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
})

/** The library's soft greys are too pale for small text (WCAG 2.2, 1.4.3); ours are those of ui/colours.css. */
export const colourVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': '#5f6b77',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-default-border': '#98a6ae',
  },
  dark: {},
})
