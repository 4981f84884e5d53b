/** The browser of the tests. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { isMissing } from '../support/is-missing.ts'

const whole = '/usr/bin/chromium'
/** Draws the same pages with about half the processor time: it has no window, no toolbar and no profile. */
const shell = '/usr/bin/chromium-headless-shell'

const quickest = [shell, whole].find((program) => existsSync(program))

export const chromiumMissing = isMissing('chromium-headless-shell or chromium', quickest !== undefined)

/** For what the shell cannot: it shows no PDF. */
export const wholeChromiumMissing = isMissing('chromium', existsSync(whole))

export function launchChromium(
  more: readonly string[] = [],
  options: { readonly whole?: boolean } = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath: options.whole ? whole : (quickest ?? shell),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  })
}
