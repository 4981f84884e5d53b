/**
 * Keeps the field page itself on the device, so that it opens without network. Only files of the page are kept: whatever is
 * asked of the server passes by, and no personal data come here.
 */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface RequestEvent extends LastingEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface WorkerScope {
  addEventListener(name: 'install' | 'activate', listen: (event: LastingEvent) => void): void
  addEventListener(name: 'fetch', listen: (event: RequestEvent) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: Location
}

declare const self: WorkerScope

const shelf = 'field-page'
const page = new URL('field.html', self.location.href).href
const patienceMilliseconds = 4000

/** Addresses of built files in a text: their names carry the hash of their content. */
const filesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\/console\/assets\/[\w.-]+/g)].map(([path]) => path)),
]

async function textOf(cache: Cache, path: string): Promise<string> {
  const kept = (await cache.match(path)) ?? (await fetch(path))
  if (!kept.ok) throw new Error('a file of the page is missing')
  return kept.clone().text()
}

/** The page's scripts and styles, and the fonts that its styles name. */
async function filesOf(cache: Cache, html: string): Promise<readonly string[]> {
  const direct = filesIn(html)
  const styles = direct.filter((path) => path.endsWith('.css'))
  const named = await Promise.all(styles.map(async (path) => filesIn(await textOf(cache, path))))
  return [...new Set([...direct, ...named.flat()])]
}

/** Puts a version of the page away, the page itself last: a version that is cut off half-way replaces nothing. */
async function keep(response: Response): Promise<void> {
  const cache = await caches.open(shelf)
  const files = await filesOf(cache, await response.clone().text())
  const missing = await Promise.all(files.map(async (path) => ((await cache.match(path)) ? [] : [path])))
  await cache.addAll(missing.flat())
  await cache.put(page, response)
  const wanted = new Set([page, ...files.map((path) => new URL(path, page).href)])
  const kept = await cache.keys()
  await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)))
}

async function fresh(): Promise<Response> {
  const response = await fetch(page, { cache: 'no-cache', signal: AbortSignal.timeout(patienceMilliseconds) })
  if (!response.ok) throw new Error('the page is not to be had')
  return response
}

/** The newest page where the network has it soon, the kept one otherwise. */
async function openPage(event: RequestEvent): Promise<Response> {
  try {
    const response = await fresh()
    event.waitUntil(keep(response.clone()).catch(() => undefined))
    return response
  } catch {
    return (await caches.match(page)) ?? Response.error()
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    fresh()
      .then(keep)
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate') event.respondWith(openPage(event))
  else if (request.method === 'GET' && pathname.startsWith('/console/assets/'))
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
})

export {}
