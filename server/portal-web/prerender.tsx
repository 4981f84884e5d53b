import { renderToString } from 'react-dom/server'
import { StatusPage } from './status-page.tsx'

/** The page as it first appears, written into the HTML file when the bundle is built: it is there before the program. */
export const prerenderPage = (): string => renderToString(<StatusPage />)
