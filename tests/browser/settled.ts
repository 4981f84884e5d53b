/** When a page has all that it asked for. */
import type { Page, Request } from 'playwright-core'

interface Asked {
  readonly open: Set<Request>
  count: number
}

const asked = new WeakMap<Page, Asked>()

export function watchRequests(page: Page): void {
  const known: Asked = { open: new Set(), count: 0 }
  const { open } = known
  asked.set(page, known)
  page.on('request', (request) => {
    if (goesOn(request)) return
    open.add(request)
    known.count++
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** A subscription: its answer ends with the page. */
const goesOn = (request: Request) => request.headers()['accept']?.startsWith('text/event-stream') ?? false

/**
 * Waits until the page has painted two frames with nothing asked and nothing under way. Playwright's `networkidle` waits half
 * a second more, at every screen that is looked at.
 */
export async function settled(page: Page): Promise<void> {
  const known = asked.get(page)
  if (!known) throw new RangeError('nobody watched the requests of this page')
  for (let before = -1; before !== known.count || known.open.size > 0;) {
    before = known.count
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
        }),
    )
  }
}
