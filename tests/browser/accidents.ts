import type { Page } from 'playwright-core'

/** Told by a page although nothing is wrong: an answer that is a refusal, or a server that the test has stopped. */
const refused = /^Failed to load resource/

/** Adds what goes wrong in the page from now on; with `mayBeRefused` a request may fail. */
export function noteAccidents(
  page: Page,
  accidents: string[],
  { mayBeRefused = false }: { readonly mayBeRefused?: boolean } = {},
): void {
  page.on('pageerror', (error) => accidents.push(error.message))
  page.on('console', (message) => {
    const isExpected = mayBeRefused && refused.test(message.text())
    if (message.type() === 'error' && !isExpected) accidents.push(message.text())
  })
}
