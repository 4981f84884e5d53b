import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.css'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { Provider as GraphqlProvider } from 'urql'
import '../../ui/colours.css'
import '../../ui/notice.css'
import '../../ui/screens.css'
import './console.css'
import { createGraphqlClient } from './graphql/client.ts'
import { LanguageProvider } from '../../ui/language.tsx'
import { createConsoleRouter } from './router.tsx'
import { SessionGate } from './session/session-gate.tsx'
import { endSession } from './session/session-store.ts'
import { colourVariables, theme } from '../../ui/theme.ts'

/** Drawn by the server for this page alone: style elements that carry it are ours, any other is refused. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? ''

declare global {
  /** Where the library that locks scrolling below a dialog looks for the nonce of its style element. */
  var __webpack_nonce__: string | undefined
}
globalThis.__webpack_nonce__ = nonce

const client = createGraphqlClient({ onSessionEnd: endSession })
const router = createConsoleRouter()

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
        <GraphqlProvider value={client}>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </GraphqlProvider>
      </LanguageProvider>
    </MantineProvider>,
  )
}
