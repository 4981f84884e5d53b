import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import '../../ui/colours.css'
import '../../ui/notice.css'
import '../../ui/screens.css'
import { LanguageProvider } from '../../ui/language.tsx'
import { colourVariables, theme } from '../../ui/theme.ts'
import { DeskProvider } from './api/desk.tsx'
import { StationProvider } from './api/station.tsx'
import { takeToken } from './api/token.ts'
import './desk.css'
import { createDeskRouter } from './router.tsx'

/** Drawn by the agent for this page alone: style elements that carry it are ours, any other is refused. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''

declare global {
  /** Where the library that locks scrolling below a dialog looks for the nonce of its style element. */
  var __webpack_nonce__: string | undefined
}
globalThis.__webpack_nonce__ = nonce

const token = takeToken()
const router = createDeskRouter()

const page = document.getElementById('page')
if (page) {
  createRoot(page).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colourVariables}
      forceColorScheme="light"
      getStyleNonce={() => nonce}
    >
      <LanguageProvider>
        <DeskProvider token={token}>
          <StationProvider>
            <RouterProvider router={router} />
          </StationProvider>
        </DeskProvider>
      </LanguageProvider>
    </MantineProvider>,
  )
}
